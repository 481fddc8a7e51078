"""One is one: a word that counts agrees with its number, in the pages, in the acts, in what the rules write."""

from decimal import Decimal

import pytest
from django.urls import reverse

from adi_platform.errori import DominioError
from contributi.enums import CanaleComunicazione, StatoRichiesta
from contributi.rules.istruttoria import istruisci
from contributi.rules.letture_misura import Letture
from contributi.services.adozione import contenuto_dell_atto
from contributi.services.chiusura import chiudi
from contributi.services.esiti import comunica_esito
from tests.casi import oggi
from tests.casi_ufficio.regolamenti import misure
from tests.conftest import Entra
from tests.contributi.commissione.scena import crea_commissione, seduta_aperta, voci, votano
from tests.contributi.decisione import adotta, bozza, giorni_fa, pronta
from tests.contributi.fabbrica import crea_richiesta
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("trascorsi", "frase"),
    [
        (178, "restano 2 giorni da contare"),
        (179, "resta 1 giorno da contare"),
        (180, "restano 0 giorni da contare"),
    ],
)
def test_i_giorni_che_restano_per_decidere(cast: Cast, entra: Entra, trascorsi: int, frase: str) -> None:
    richiesta = crea_richiesta(cast, stato=StatoRichiesta.ISTRUTTORIA, data_domanda=giorni_fa(trascorsi))
    pagina = entra(cast.anna_verdi).get(reverse("contributi:richiesta", args=[richiesta.pk]))
    assert frase in pagina.content.decode()


def test_i_voti_dati_e_quelli_che_servono(cast: Cast, entra: Entra) -> None:
    in_due = crea_commissione(cast, votanti=("pina_presidente", "anna_verdi"))
    sola = seduta_aperta(cast, commissione=in_due)
    presidente = entra(cast.pina_presidente)
    pagina = reverse("contributi:seduta", args=[in_due.pk, sola.pk])
    assert "Vota 1 persona, ne servono 2." in presidente.get(pagina).content.decode()
    assert "Hanno votato 0 su 1" in presidente.get(pagina).content.decode()
    assert "Hai una proposta da votare." in presidente.get(pagina).content.decode()
    with pytest.raises(DominioError, match="manca ancora 1 voto"):
        chiudi(seduta=sola)
    votano(cast, voci(sola)[0], pina_presidente="favorevole")
    assert "Ha votato 1 su 1" in presidente.get(pagina).content.decode()


@pytest.mark.parametrize(("mesi", "frase"), [(1, "per 1 mese"), (2, "per 2 mesi")])
def test_i_mesi_nell_atto_nella_lettera_e_nel_calcolo(cast: Cast, mesi: int, frase: str) -> None:
    atto = bozza(cast, pronta(cast, importo="100.00", mesi=mesi), mesi=mesi)
    testo = contenuto_dell_atto(atto, operatore=cast.dario_dirigente, al=oggi())
    assert testo["importo"].endswith(frase)
    lettera = comunica_esito(
        provvedimento=adotta(cast, atto), canale=CanaleComunicazione.PEC, inviata_il=oggi(),
        operatore=cast.dario_dirigente, al=oggi(),
    )  # fmt: skip
    assert f", {frase}." in lettera.testo
    fatti = {"importo_mensile": Decimal("100.00"), "mesi": mesi}
    calcolo = istruisci(misure()["ordinario-temporaneo"], fatti, al=oggi(), letture=Letture()).calcolo
    assert any(riga.spiegazione.endswith(f"{frase}.") for riga in calcolo)
