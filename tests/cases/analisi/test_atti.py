"""Acts and pages of the analysis: who writes, what is kept from whom, what never changes."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError
from cases.enums import StatoAnalisi, StatoCaso
from cases.models import AnalisiPreliminare, CasoAdi
from cases.rules.analisi.risposte import in_parole
from cases.services.analisi import (
    Scelta,
    inizia_analisi,
    modulo_di,
    rettifica_analisi,
    salva_sezione,
    scegli_esiti,
)
from cases.services.conclusione_analisi import (
    TUTTE,
    AnalisiIncompleta,
    finalizza_analisi,
    segna_non_rilevate,
)
from tests.casi import crea_caso
from tests.conftest import Entra
from tests.people import Cast

AL = datetime.date(2026, 11, 23)
CANARINO_VIOLENZA = "CANARINO-VIOLENZA-5C1D"
NON_RILEVATE = "Si riprende al secondo colloquio."
CANARINO_SALUTE = "CANARINO-SALUTE-8A2F"


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    return crea_caso(cast, stato=StatoCaso.INCONTRATO, componenti=3)


@pytest.fixture
def analisi(cast: Cast, caso: CasoAdi) -> AnalisiPreliminare:
    return inizia_analisi(caso=caso, operatore=cast.anna_verdi, al=AL)


def _risposta(valore: object, nota: str = "") -> dict[str, object]:
    return {"valore": valore, "non_rilevato": False, "nota": nota}


def _compila(analisi: AnalisiPreliminare, cast: Cast) -> None:
    adulto = analisi.caso.componenti.get(richiedente=True).persona
    salva_sezione(
        analisi=analisi,
        area="AP.PERS",
        persona=adulto,
        risposte={
            "AP.PERS.02": _risposta("MOLTO", CANARINO_SALUTE),
            "AP.PERS.06": _risposta("NO", CANARINO_VIOLENZA),
        },
        attesa=0,
        operatore=cast.anna_verdi,
        completa=True,
    )
    salva_sezione(
        analisi=analisi,
        area="AP.ESITO",
        persona=None,
        risposte={
            "AP.ESITO.03": _risposta("Servono più servizi insieme."),
            "AP.ESITO.06": _risposta("SI"),
            "AP.ESITO.08": _risposta("2026-12-10"),
        },
        attesa=0,
        operatore=cast.anna_verdi,
        completa=True,
    )
    scegli_esiti(
        analisi=analisi,
        scelte=[Scelta(codice="ESI.C", persona_id=None), Scelta(codice="ESI.D", persona_id=adulto.pk)],
        motivazione="Servono più servizi insieme.",
        operatore=cast.anna_verdi,
    )
    segna_non_rilevate(analisi=analisi, scelte=[TUTTE], motivo=NON_RILEVATE, operatore=cast.anna_verdi, al=AL)


def test_iniziare_l_analisi_muove_il_caso(caso: CasoAdi, analisi: AnalisiPreliminare) -> None:
    caso.refresh_from_db()
    assert caso.stato == StatoCaso.IN_ANALISI


def test_non_si_inizia_prima_del_primo_incontro(cast: Cast) -> None:
    with pytest.raises(DominioError, match="non è possibile nello stato"):
        inizia_analisi(caso=crea_caso(cast), operatore=cast.anna_verdi, al=AL)


def test_non_si_inizia_due_volte(cast: Cast, caso: CasoAdi, analisi: AnalisiPreliminare) -> None:
    with pytest.raises(DominioError, match="già stata iniziata"):
        inizia_analisi(caso=caso, operatore=cast.anna_verdi, al=AL)


def test_chi_salva_su_una_versione_vecchia_riceve_un_conflitto(
    cast: Cast, analisi: AnalisiPreliminare
) -> None:
    def salva(attesa: int, testo: str) -> int:
        sezione = salva_sezione(
            analisi=analisi,
            area="AP.APER",
            persona=None,
            risposte={"AP.APER.01": _risposta(testo)},
            attesa=attesa,
            operatore=cast.anna_verdi,
        )
        return sezione.versione

    assert salva(0, "primo testo") == 1
    assert salva(1, "secondo testo") == 2
    with pytest.raises(ConflittoDiVersione):
        salva(1, "testo di chi era rimasto indietro")
    assert analisi.sezioni.get().risposte["AP.APER.01"]["valore"] == "secondo testo"


def test_non_si_conclude_senza_esito_e_senza_risposte_necessarie(
    cast: Cast, analisi: AnalisiPreliminare
) -> None:
    with pytest.raises(AnalisiIncompleta) as rifiuto:
        finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=AL)
    assert "scegli almeno un esito" in rifiuto.value.mancanze
    assert "rispondi a «La famiglia è d'accordo?»" in rifiuto.value.mancanze


def test_conclusa_non_si_modifica_piu(cast: Cast, analisi: AnalisiPreliminare) -> None:
    _compila(analisi, cast)
    finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=AL)
    with pytest.raises(DominioError, match="apri una rettifica"):
        _compila(analisi, cast)
    analisi.caso.refresh_from_db()
    assert analisi.caso.stato == StatoCaso.ANALIZZATO


def test_la_rettifica_parte_dalle_risposte_e_lascia_la_vecchia_com_era(
    cast: Cast, analisi: AnalisiPreliminare
) -> None:
    _compila(analisi, cast)
    conclusa = finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=AL)
    nuova = rettifica_analisi(
        analisi=conclusa, motivo="Mancava una risposta", operatore=cast.anna_verdi, al=AL
    )
    assert nuova.numero == 2
    assert nuova.sezioni.count() == conclusa.sezioni.count()
    assert nuova.sezioni.filter(motivo_non_rilevata=NON_RILEVATE).exists()
    assert {e.codice for e in nuova.esiti.all()} == {"ESI.C", "ESI.D"}
    finalizza_analisi(analisi=nuova, operatore=cast.anna_verdi, al=AL)
    conclusa.refresh_from_db()
    assert conclusa.stato == StatoAnalisi.SUPERATA


def test_gli_esiti_incompatibili_per_la_famiglia_si_rifiutano(
    cast: Cast, analisi: AnalisiPreliminare
) -> None:
    scelte = [Scelta(codice="ESI.B", persona_id=None), Scelta(codice="ESI.C", persona_id=None)]
    with pytest.raises(DominioError, match="non entrambi"):
        scegli_esiti(analisi=analisi, scelte=scelte, motivazione="", operatore=cast.anna_verdi)


def test_un_esito_per_una_persona_di_un_altro_nucleo_si_rifiuta(
    cast: Cast, analisi: AnalisiPreliminare
) -> None:
    estranea = crea_caso(cast, cognome="Estranea").componenti.first()
    assert estranea is not None
    with pytest.raises(DominioError, match="non è nel nucleo"):
        scegli_esiti(
            analisi=analisi,
            scelte=[Scelta(codice="ESI.D", persona_id=estranea.persona_id)],
            motivazione="",
            operatore=cast.anna_verdi,
        )


def test_un_esito_scelto_ricorda_se_era_suggerito(cast: Cast, analisi: AnalisiPreliminare) -> None:
    _compila(analisi, cast)
    assert {(e.codice, e.suggerito) for e in analisi.esiti.all()} == {("ESI.C", False), ("ESI.D", True)}


# Pages


def _pagina(caso: CasoAdi, area: str = "AP.PERS", soggetto: object = None) -> str:
    adulto = caso.componenti.get(richiedente=True).persona_id
    return reverse("analisi-sezione", args=[caso.pk, area, soggetto or adulto])


@pytest.mark.parametrize(
    ("chi", "violenza", "salute"),
    [("anna_verdi", True, True), ("cora_coordina", True, False)],
)
def test_ogni_voce_si_legge_solo_da_chi_puo(
    cast: Cast,
    entra: Entra,
    caso: CasoAdi,
    analisi: AnalisiPreliminare,
    chi: str,
    violenza: bool,
    salute: bool,
) -> None:
    _compila(analisi, cast)
    client = entra(cast.persone[chi])
    for indirizzo in (_pagina(caso), reverse("analisi-versione", args=[caso.pk, 1])):
        testo = client.get(indirizzo).text
        assert (CANARINO_VIOLENZA in testo) is violenza, indirizzo
        assert (CANARINO_SALUTE in testo) is salute, indirizzo


@pytest.mark.parametrize("chi", ["bruno_colle", "carla_mare", "olga_altrove"])
def test_chi_non_segue_il_caso_riceve_404(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare, chi: str
) -> None:
    assert entra(cast.persone[chi]).get(_pagina(caso)).status_code == 404


def test_il_coordinatore_legge_ma_non_scrive(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    client = entra(cast.cora_coordina)
    assert client.get(_pagina(caso)).status_code == 200
    assert client.post(_pagina(caso), {"versione": "0"}).status_code == 403


def test_il_salvataggio_automatico_risponde_con_la_nuova_versione(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    client = entra(cast.anna_verdi)
    dati = {"versione": "0", "AP_PERS_10": "Cucinare per tutti"}
    risposta = client.post(_pagina(caso), dati, headers={"X-Salvataggio": "automatico"})
    assert risposta.json()["versione"] == 1
    assert client.post(_pagina(caso), dati, headers={"X-Salvataggio": "automatico"}).status_code == 409


def test_il_conflitto_mostra_i_due_testi(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    client = entra(cast.anna_verdi)
    client.post(_pagina(caso), {"versione": "0", "AP_PERS_10": "Testo già salvato"})
    risposta = client.post(_pagina(caso), {"versione": "0", "AP_PERS_10": "Testo appena scritto"})
    assert risposta.status_code == 409
    assert "Testo già salvato" in risposta.text
    assert "Testo appena scritto" in risposta.text


@pytest.mark.parametrize(
    ("campo", "valore"),
    [
        ("AP_PERS_01", "９"),
        ("AP_PERS_10", "con un \x00 dentro"),
        ("AP_PERS_02", "INVENTATA"),
        ("AP_PERS_10", "x" * 5000),
    ],
)
def test_una_risposta_sbagliata_ha_il_suo_messaggio_e_resta_scritta(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare, campo: str, valore: str
) -> None:
    risposta = entra(cast.anna_verdi).post(_pagina(caso), {"versione": "0", campo: valore})
    assert risposta.status_code == 422
    assert f'id="errore-{campo}"' in risposta.text


def test_salvare_non_cancella_cio_che_non_si_legge(cast: Cast, analisi: AnalisiPreliminare) -> None:
    """Items hidden from who saves stay as they were."""
    _compila(analisi, cast)
    adulto = analisi.caso.componenti.get(richiedente=True).persona
    sezione = salva_sezione(
        analisi=analisi,
        area="AP.PERS",
        persona=adulto,
        risposte={"AP.PERS.10": _risposta("Il canto")},
        attesa=1,
        operatore=cast.anna_verdi,
    )
    assert sezione.risposte["AP.PERS.06"]["nota"] == CANARINO_VIOLENZA


def _esiti_inviati(caso: CasoAdi, **altro: str) -> dict[str, object]:
    adulto = caso.componenti.get(richiedente=True).persona_id
    return {
        "versione": "1",
        "esiti": ["ESI.C:", f"ESI.D:{adulto}"],
        "AP_ESITO_03": "Scritto un attimo prima di concludere.",
        "AP_ESITO_06": "SI",
        "AP_ESITO_08": "2026-12-10",
        **altro,
    }


def test_la_pagina_degli_esiti_mostra_prima_quelli_suggeriti(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    _compila(analisi, cast)
    pagina = entra(cast.anna_verdi).get(reverse("analisi-esito", args=[caso.pk])).text
    altri = pagina.index("Altri esiti possibili per Famiglia")
    assert pagina.index('value="ESI.C:"') < altri
    assert 'name="esiti"' in pagina[altri:]
    assert re.search(r"<summary>[^<]+ \(1\)</summary>", pagina)  # one thing found, about one member
    assert 'href="#concludi"' in pagina


def test_concludere_salva_prima_quello_che_e_scritto_nella_pagina(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    _compila(analisi, cast)
    client = entra(cast.anna_verdi)
    pagina = client.get(reverse("analisi-esito", args=[caso.pk])).text
    assert f'formaction="{reverse("analisi-concludi", args=[caso.pk])}"' in pagina
    risposta = client.post(reverse("analisi-concludi", args=[caso.pk]), _esiti_inviati(caso))
    assert risposta.url == reverse("caso-scheda", args=[caso.pk])
    analisi.refresh_from_db()
    assert analisi.stato == StatoAnalisi.FINALIZZATA
    salvate = analisi.sezioni.get(area="AP.ESITO").risposte
    assert salvate["AP.ESITO.03"]["valore"] == "Scritto un attimo prima di concludere."


@pytest.mark.parametrize("altro", [{"versione": "0"}, {"AP_ESITO_08": "domani"}])
def test_se_non_si_puo_salvare_non_si_conclude_e_niente_va_perso(
    cast: Cast,
    entra: Entra,
    caso: CasoAdi,
    analisi: AnalisiPreliminare,
    altro: dict[str, str],
) -> None:
    _compila(analisi, cast)
    dati = _esiti_inviati(caso, **altro)
    risposta = entra(cast.anna_verdi).post(reverse("analisi-concludi", args=[caso.pk]), dati)
    assert risposta.status_code in (409, 422)
    assert "Scritto un attimo prima di concludere." in risposta.text
    analisi.refresh_from_db()
    assert analisi.stato == StatoAnalisi.BOZZA


def test_concludere_senza_i_campi_della_pagina_si_rifiuta(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    _compila(analisi, cast)
    concludi, client = reverse("analisi-concludi", args=[caso.pk]), entra(cast.anna_verdi)
    assert client.post(concludi).status_code == 422
    risposta = client.post(concludi, {"esiti": "ESI.A"})
    assert risposta.url == reverse("analisi-esito", args=[caso.pk])
    analisi.refresh_from_db()
    assert analisi.stato == StatoAnalisi.BOZZA


@pytest.mark.parametrize("componenti", [1, 3])
def test_il_quadro_fa_lo_stesso_numero_di_interrogazioni(
    cast: Cast, entra: Entra, componenti: int, django_assert_num_queries: object
) -> None:
    caso = crea_caso(cast, stato=StatoCaso.INCONTRATO, componenti=componenti, con_minore=False)
    inizia_analisi(caso=caso, operatore=cast.anna_verdi, al=AL)
    client = entra(cast.anna_verdi)
    indirizzo = reverse("analisi-quadro", args=[caso.pk])
    client.get(indirizzo)
    with django_assert_num_queries(19):  # type: ignore[operator]
        client.get(indirizzo)


def test_una_sezione_che_non_esiste_e_404(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    client: Client = entra(cast.anna_verdi)
    for area, soggetto in (
        ("AP.NIENTE", "famiglia"),
        ("AP.PERS", "999999"),
        ("AP.PERS", "x"),
        ("AP.ESITO", "famiglia"),
    ):
        assert client.get(_pagina(caso, area, soggetto)).status_code == 404


def test_una_parte_vuota_non_e_completa(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    risposta = entra(cast.anna_verdi).post(_pagina(caso), {"versione": "0", "completa": "on"})
    assert risposta.status_code == 422
    assert "Questa parte è vuota" in risposta.text
    assert not analisi.sezioni.exists()


def test_nulla_non_sta_insieme_ad_altro_e_non_rilevato_toglie_le_risposte(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    client, pagina = entra(cast.anna_verdi), _pagina(caso, "AP.ECON", "famiglia")
    risposta = client.post(pagina, {"versione": "0", "AP_ECON_03": ["NULLA", "CIBO"]})
    assert risposta.status_code == 422
    assert "«Nulla» non sta insieme ad altre risposte" in risposta.text
    client.post(pagina, {"versione": "0", "AP_ECON_03": ["CIBO"], "AP_ECON_03-nr": "on"})
    assert analisi.sezioni.get().risposte["AP.ECON.03"] == {"valore": None, "non_rilevato": True, "nota": ""}


def test_dopo_un_conflitto_la_pagina_non_dice_salvato(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    client = entra(cast.anna_verdi)
    client.post(_pagina(caso), {"versione": "0", "AP_PERS_10": "Prima"})
    assert "Salvato alle" in client.get(_pagina(caso)).text
    assert "Salvato alle" not in client.post(_pagina(caso), {"versione": "0", "AP_PERS_10": "Dopo"}).text


def test_l_eta_si_propone_dalla_data_di_nascita(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    persona = caso.componenti.get(richiedente=True).persona
    persona.data_nascita = datetime.date(timezone.localdate().year - 41, 1, 1)
    persona.save()
    pagina = entra(cast.anna_verdi).get(_pagina(caso, "AP.OBBL")).text
    assert 'name="AP_OBBL_01" value="41"' in pagina


def test_la_sezione_di_un_analisi_conclusa_dice_che_si_legge_soltanto(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    _compila(analisi, cast)
    finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=AL)
    pagina = entra(cast.anna_verdi).get(_pagina(caso)).text
    assert "Le risposte si leggono soltanto." in pagina
    assert reverse("analisi-rettifica", args=[caso.pk]) in pagina


def test_date_e_importi_si_leggono_come_si_scrivono(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    _compila(analisi, cast)
    testo = entra(cast.anna_verdi).get(reverse("analisi-versione", args=[caso.pk, 1])).text
    assert "10/12/2026" in testo
    assert "2026-12-10" not in testo
    importo = next(v for v in modulo_di(analisi).voci() if v.tipo == "importo")
    assert in_parole(importo, "1250.00") == "1.250,00 €"
