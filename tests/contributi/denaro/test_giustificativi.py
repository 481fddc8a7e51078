"""The bill that a channelled payment settles: of who is paid, of its time, written once."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from adi_platform.errori import DominioError
from contributi.forms.denaro import FormCollega
from contributi.models import Creditore, GiustificativoSpesa, PianoErogazione
from contributi.rules.giustificativo import Carta, Pagamento, perche_non_salda
from contributi.services.creditori import DatiCreditore, registra_fornitore, registra_giustificativo
from contributi.services.erogazioni import assegna_creditore, collega_giustificativo
from contributi.services.liquidazioni import prepara_liquidazione, registra_liquidazione
from tests.casi import oggi
from tests.contributi.denaro.costruttori import fornitore, piano, pronto_da_pagare
from tests.people import Cast

GIORNO = datetime.timedelta(days=1)


def altro_fornitore(cast: Cast) -> Creditore:
    dati = DatiCreditore(nome="Energia Prova srl", partita_iva="99999990023")
    return registra_fornitore(ambito=cast.territorio.ambito, dati=dati, operatore=cast.rita_ragioneria)


def carta(cast: Cast, fatto: PianoErogazione, chi: Creditore, **altro: Any) -> GiustificativoSpesa:
    dati = {
        "numero": "Z9",
        "data": oggi(),
        "importo": Decimal("300"),
        "descrizione": "",
        "file": None,
        **altro,
    }
    return registra_giustificativo(
        richiesta=fatto.richiesta, creditore=chi, operatore=cast.rita_ragioneria, **dati
    )


def con_chi_riceve(cast: Cast, **altro: Any) -> PianoErogazione:
    fatto = piano(cast, **altro)
    return assegna_creditore(
        piano=fatto, creditore=fornitore(cast), operatore=cast.rita_ragioneria, attesa=fatto.versione
    )


def pagamento(**altro: Any) -> Pagamento:
    dati = {"dal": datetime.date(2026, 5, 1), "al": datetime.date(2026, 10, 31), **altro}
    return Pagamento(a_chi=1, nome="Luce", mesi_prima=12, mesi_dopo=3, **dati)


@pytest.mark.parametrize(
    ("data", "motivo"),
    [
        ((2025, 4, 30), "valgono quelli dal 01/05/2025"),
        ((2025, 5, 1), ""),
        ((2027, 1, 31), ""),
        ((2027, 2, 1), "valgono quelli fino al 31/01/2027"),
        ((2027, 12, 30), "data futura, 30/12/2027"),
    ],
)
def test_il_documento_e_del_tempo_del_contributo(data: tuple[int, int, int], motivo: str) -> None:
    scritta = Carta(emessa_da=1, nome="Luce", data=datetime.date(*data))
    esito = perche_non_salda(scritta, pagamento(), oggi=datetime.date(2027, 3, 1))
    assert motivo in esito
    assert bool(esito) == bool(motivo)


def test_un_contributo_in_una_volta_non_ha_una_fine() -> None:
    scritta = Carta(emessa_da=1, nome="Luce", data=datetime.date(2027, 2, 1))
    assert perche_non_salda(scritta, pagamento(al=None), oggi=datetime.date(2027, 3, 1)) == ""


def test_la_fattura_di_un_altro_non_salda_il_pagamento(cast: Cast, client: Client) -> None:
    fatto = con_chi_riceve(cast)
    altrui = carta(cast, fatto, altro_fornitore(cast))
    client.force_login(cast.rita_ragioneria)
    dove = reverse("contributi:piano-collega", args=[fatto.pk, fatto.rate.get().pk])
    risposta = client.post(dove, {"giustificativo": altrui.pk})
    assert risposta.status_code == 422
    (errore,) = risposta.context["form"].errors["giustificativo"]
    assert "è di Energia Prova srl, ma il pagamento va a Luce Inventata S.p.A." in errore


def test_prima_si_dice_chi_riceve_poi_si_collega(cast: Cast) -> None:
    fatto = piano(cast)
    scritta = carta(cast, fatto, fornitore(cast))
    with pytest.raises(DominioError, match="manca chi riceve"):
        collega_giustificativo(rata=fatto.rate.get(), giustificativo=scritta, operatore=cast.rita_ragioneria)


def test_cambiato_chi_riceve_la_rata_non_si_liquida_e_non_si_registra(cast: Cast) -> None:
    fatto = pronto_da_pagare(cast)
    rata, rita = fatto.rate.get().pk, cast.rita_ragioneria
    elenco = prepara_liquidazione(ambito=cast.territorio.ambito, rate=[rata], operatore=rita, al=oggi())
    assegna_creditore(piano=fatto, creditore=altro_fornitore(cast), operatore=rita, attesa=fatto.versione)
    with pytest.raises(DominioError, match="ma il pagamento va a Energia Prova srl"):
        registra_liquidazione(liquidazione=elenco, operatore=rita, al=oggi())


def test_un_documento_con_data_futura_non_si_registra(cast: Cast) -> None:
    with pytest.raises(DominioError) as errore:
        carta(cast, piano(cast), fornitore(cast), data=oggi() + GIORNO)
    assert errore.value.campo == "data"


def test_lo_stesso_numero_nello_stesso_anno_e_lo_stesso_documento(cast: Cast) -> None:
    fatto, chi = piano(cast), fornitore(cast)
    primo = datetime.date(oggi().year - 1, 1, 1)
    prima = carta(cast, fatto, chi, data=primo)
    with pytest.raises(DominioError) as errore:
        carta(cast, fatto, chi, numero="z9", data=primo + 30 * GIORNO)
    assert errore.value.campo == "numero"
    with pytest.raises(IntegrityError), transaction.atomic():
        GiustificativoSpesa.objects.create(
            richiesta=fatto.richiesta, creditore=chi, numero="z9", data=primo + GIORNO, importo=1
        )
    dopo = carta(cast, fatto, chi, data=oggi())
    assert prima.pk != dopo.pk


def test_la_scelta_dice_di_chi_e_il_documento_e_quanto(cast: Cast) -> None:
    fatto = piano(cast)
    carta(cast, fatto, fornitore(cast))
    scelte = [str(nome) for _, nome in FormCollega(piano=fatto).fields["giustificativo"].choices]
    assert scelte[-1] == f"Z9 del {oggi():%d/%m/%Y}, Luce Inventata S.p.A., 300,00 €"
