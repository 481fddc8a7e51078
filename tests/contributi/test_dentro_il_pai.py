"""A request stays inside the signed PAI (art. 7): at the draft beside its field, at the registration again."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import ParametroAmbito
from cases.models import CasoAdi
from contributi.enums import ModoErogazione, StatoRichiesta
from contributi.models import Richiesta
from contributi.services.richieste import protocolla_richiesta
from contributi.services.sostegno_del_pai import differenze_dal_pai
from patti.models import Patto
from patti.services.componi import salva_pai
from patti.services.inizia import apri_revisione
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import oggi
from tests.conftest import Entra
from tests.contributi.domande import completa, crea_domanda, in_istruttoria, misure_in_vigore
from tests.contributi.fabbrica import crea_proposta, crea_provvedimento
from tests.patti.pai import crea_pai, firma_pai
from tests.people import DA_SEMPRE, Cast

pytestmark = pytest.mark.django_db


def rivedi(cast: Cast, patto: Patto, *, importo: str) -> Patto:
    """A new version of the PAI with another amount, still to be signed."""
    nuovo = apri_revisione(patto=patto, operatore=cast.anna_verdi, motivo="Cambia la spesa.", al=oggi())
    salva_pai(
        patto=nuovo, attesa=nuovo.pai.versione, valori={"importo": Decimal(importo)}, operatore=cast.anna_verdi
    )  # fmt: skip
    return Patto.objects.con_le_persone().get(pk=nuovo.pk)


def test_oltre_il_pai_la_domanda_si_ferma_accanto_al_campo_e_dice_come_uscirne(
    cast: Cast, entra: Entra
) -> None:
    caso = crea_caso_sportello(cast, incontrato=True)
    firma_pai(crea_pai(caso))
    misure = misure_in_vigore(cast)
    dati = {
        "misura": misure["straordinario-una-tantum"].pk, "richiedente": caso.nucleo.referente_id,
        "bisogno": "Bolletta della luce e del gas", "tipo_spesa": "utenza", "modo": "canalizzato",
    }  # fmt: skip
    client, dove = entra(cast.anna_verdi), reverse("contributi:richiesta-nuova", args=[caso.pk])
    risposta = client.post(dove, {**dati, "importo": "300,01"})
    testo = risposta.content.decode()
    assert risposta.status_code == 422
    assert list(risposta.context["form"].errors) == ["importo"]
    assert "Il PAI prevede al massimo 300,00 € in tutto." in testo
    assert "rivedi il PAI e fallo firmare (art. 7)" in testo
    assert "Bolletta della luce e del gas" in testo
    altra = {"misura": misure["ordinario-temporaneo"].pk, "tipo_spesa": "", "importo": "300,00"}
    assert list(client.post(dove, {**dati, **altra}).context["form"].errors) == ["misura"]
    assert list(client.post(dove, {**dati, "importo": "300,00", "mesi": "2"}).context["form"].errors) == [
        "mesi"
    ]
    buono = {**dati, "importo": "300,00", "modo": "buono"}
    assert list(client.post(dove, buono).context["form"].errors) == ["modo"]
    assert not Richiesta.objects.exists()
    assert client.post(dove, {**dati, "importo": "300,00"}).status_code == 302


def test_alla_registrazione_vale_il_pai_firmato_per_ultimo(cast: Cast, entra: Entra) -> None:
    bozza = crea_domanda(cast)
    assert bozza.pai is not None
    nuovo = rivedi(cast, bozza.pai, importo="200.00")
    firma_pai(nuovo)
    dove = reverse("contributi:richiesta-registra", args=[bozza.pk])
    risposta = entra(cast.anna_verdi).post(dove, {"conferma": "1"})
    assert risposta.status_code == 422
    assert "Il PAI prevede al massimo 200,00 € in tutto." in risposta.content.decode()
    Richiesta.objects.filter(pk=bozza.pk).update(importo=Decimal(200))
    registrata = protocolla_richiesta(richiesta=bozza, operatore=cast.anna_verdi)
    assert (registrata.stato, registrata.pai) == (StatoRichiesta.PROTOCOLLATA, nuovo)


def test_una_domanda_gia_registrata_prosegue_anche_se_il_pai_cambia(cast: Cast) -> None:
    richiesta = in_istruttoria(cast)
    assert richiesta.pai is not None
    firma_pai(rivedi(cast, richiesta.pai, importo="100.00"))
    assert completa(cast, richiesta).stato == StatoRichiesta.ISTRUTTORIA


def test_una_misura_senza_progetto_chiede_anche_oltre_il_pai_del_caso(cast: Cast) -> None:
    urgente = crea_domanda(
        cast, caso=_con_pai_da_300(cast), misura="straordinario-urgente", importo=Decimal(900)
    )
    assert protocolla_richiesta(richiesta=urgente, operatore=cast.anna_verdi).registrazione is not None
    assert differenze_dal_pai(urgente, importo=urgente.importo, mesi=None, modo=urgente.modo) == []


def test_l_ambito_puo_accettare_un_altro_modo_con_un_avviso(cast: Cast) -> None:
    caso = _con_pai_da_300(cast)
    with pytest.raises(DominioError, match="Pagamento diretto al fornitore") as errore:
        crea_domanda(cast, caso=caso, modo=ModoErogazione.BUONO)
    assert errore.value.campo == "modo"
    ParametroAmbito.objects.create(
        ambito=cast.territorio.ambito, chiave="contributi.modo_diverso_dal_pai", valore="avvisa", dal=DA_SEMPRE,
        riferimento="Atto di prova",
    )  # fmt: skip
    assert crea_domanda(cast, caso=caso, modo=ModoErogazione.BUONO).modo == ModoErogazione.BUONO


def test_due_domande_dello_stesso_pai_non_superano_insieme_il_totale(cast: Cast, entra: Entra) -> None:
    caso = _con_pai_da_300(cast)
    prima = crea_domanda(cast, caso=caso, importo=Decimal(200))
    terza = crea_domanda(cast, caso=caso, importo=Decimal(150))
    prima = protocolla_richiesta(richiesta=prima, operatore=cast.anna_verdi)
    assert prima.registrazione is not None
    detto = f"200,00 € con la domanda n. {prima.registrazione.segnatura}: ne restano 100,00 €."

    with pytest.raises(DominioError, match="ne restano 100,00 €") as errore:
        protocolla_richiesta(richiesta=terza, operatore=cast.anna_verdi)
    assert errore.value.campo == "importo"
    dati = {
        "misura": prima.misura_id, "richiedente": prima.richiedente_id, "bisogno": "Bolletta del gas",
        "tipo_spesa": "utenza", "modo": "canalizzato", "importo": "100,01",
    }  # fmt: skip
    client, dove = entra(cast.anna_verdi), reverse("contributi:richiesta-nuova", args=[caso.pk])
    risposta = client.post(dove, dati)
    assert risposta.status_code == 422
    assert list(risposta.context["form"].errors) == ["importo"]
    assert detto in risposta.content.decode()
    assert client.post(dove, {**dati, "importo": "100,00"}).status_code == 302


@pytest.mark.parametrize(
    ("stato", "concessi", "restano"),
    [
        (StatoRichiesta.PROPOSTA, None, "100.00"),
        (StatoRichiesta.CONCESSA, "120.00", "180.00"),
        (StatoRichiesta.CONCLUSA, "120.00", "180.00"),
        (StatoRichiesta.NEGATA, None, "300.00"),
        (StatoRichiesta.RINUNCIATA, None, "300.00"),
    ],
)
def test_conta_cio_che_si_chiede_o_cio_che_e_stato_concesso(
    stato: str, concessi: str | None, restano: str, cast: Cast
) -> None:
    caso = _con_pai_da_300(cast)
    prima = crea_domanda(cast, caso=caso, importo=Decimal(200))
    prima = protocolla_richiesta(richiesta=prima, operatore=cast.anna_verdi)
    if concessi:
        crea_provvedimento(
            cast, proposta=crea_proposta(cast, richiesta=prima), importo=Decimal(concessi), totale=Decimal(concessi)
        )  # fmt: skip
    Richiesta.objects.filter(pk=prima.pk).update(stato=stato)

    with pytest.raises(DominioError, match="Il PAI prevede"):
        crea_domanda(cast, caso=caso, importo=Decimal(restano) + Decimal("0.01"))
    assert crea_domanda(cast, caso=caso, importo=Decimal(restano)).importo == Decimal(restano)


def test_un_rinnovo_non_conta_il_periodo_che_rinnova(cast: Cast) -> None:
    caso = crea_caso_sportello(cast, incontrato=True)
    ordinario = {"misura": "ordinario-temporaneo", "misura_nome": "Contributo ordinario temporaneo"}
    firma_pai(crea_pai(caso, **ordinario, importo=Decimal(200), mesi=3))
    chiesto: dict[str, Any] = {
        "caso": caso, "misura": "ordinario-temporaneo", "importo": Decimal(200), "mesi": 3, "tipo_spesa": ""
    }  # fmt: skip
    prima = protocolla_richiesta(richiesta=crea_domanda(cast, **chiesto), operatore=cast.anna_verdi)
    crea_provvedimento(cast, proposta=crea_proposta(cast, richiesta=prima, mesi=3))
    Richiesta.objects.filter(pk=prima.pk).update(stato=StatoRichiesta.CONCLUSA)

    with pytest.raises(DominioError, match="ne restano 0,00 €"):
        crea_domanda(cast, **chiesto)
    rinnovo = crea_domanda(cast, **chiesto, rinnovo_di=prima)
    assert protocolla_richiesta(richiesta=rinnovo, operatore=cast.anna_verdi).registrazione is not None
    with pytest.raises(DominioError, match="ne restano 0,00 €"):
        crea_domanda(cast, **chiesto, rinnovo_di=prima)


def _con_pai_da_300(cast: Cast) -> CasoAdi:
    caso = crea_caso_sportello(cast, incontrato=True)
    firma_pai(crea_pai(caso))
    return caso
