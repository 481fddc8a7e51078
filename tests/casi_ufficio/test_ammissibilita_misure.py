"""Our own worked cases: each measure granted, refused, and at its limit by one euro and by one day."""

from datetime import date
from typing import Any

import pytest

from contributi.rules.istruttoria import istruisci
from contributi.rules.letture_misura import Letture
from tests.casi_ufficio.lettura import Riga, giorno, righe
from tests.casi_ufficio.regolamenti import massimi, misure, motivi_e_articoli

CASI = righe("ammissibilita_misure.csv")
# Facts of a request in order; a row of the file writes only what differs.
UTDA = {
    "residente": True,
    "cittadinanza": "italiana",
    "isee_ordinario": "7500.00",
    "isee_scadenza": "2026-12-31",
    "stato_bisogno": "accertato",
    "tipo_spesa": "altra",
    "spesa_documentata": True,
    "immobili": [],
    "lavora": False,
    "in_affitto": False,
    "abili_al_lavoro": False,
    "motivi_di_salute": False,
    "pai_firmato": True,
    "mesi": 6,
    "rinnovo_numero": 0,
}
VENETO = {
    "residente": True,
    "disoccupato": True,
    "progetto_personalizzato": True,
    "condizioni": ["svantaggio_particolare"],
    "in_carico_servizi": True,
    "comprende_tutoraggio": True,
}
PROPRI: dict[str, dict[str, Any]] = {
    "anci-anmil": {"protocollo_in_vigore": True, "requisiti_protocollo": True},
    "ria-sostegno": {"importo_mensile": "400.00", "mesi": 6},
    "ria-inserimento": {"importo_mensile": "800.00", "mesi": 12},
    "sostegno-abitare": {"importo_totale": "2500.00", "tipo_spesa": "canone"},
    "voucher": {"con_voucher": True, "beni_voucher": ["alimentari"]},
    "poverta-educativa": {"tipo_spesa": "centri_estivi", "nei_lea": False},
    "fondo-emergenza": {"importo_mensile": "800.00", "colpito_covid": True},
}
LISTE = ("beni_voucher", "condizioni", "documenti_mancanti", "nascite_minori")


def fatti(caso: Riga) -> dict[str, Any]:
    misura = misure()[caso["misura"]]
    base = UTDA if misura.regolamento.codice == "utda" else VENETO
    cambiati: dict[str, Any] = {}
    for voce in caso["fatti"].split("|") if caso["fatti"] else []:
        nome, _, valore = voce.partition("=")
        cambiati[nome] = [v for v in valore.split("+") if v] if nome in LISTE else valore
    return {**base, **PROPRI.get(misura.codice, {}), **cambiati}


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_ogni_misura_si_concede_si_nega_e_ha_il_suo_limite(caso: Riga) -> None:
    istruttoria = istruisci(
        misure()[caso["misura"]],
        fatti(caso),
        al=giorno(caso["al"]),
        letture=Letture(fondo_emergenza_fino=date(2026, 12, 31)),
    )
    importo, durata, *_ = massimi(istruttoria)
    trovato = (istruttoria.esito.livello.value, motivi_e_articoli(istruttoria.esito)[0], importo, durata)
    colonne = ("esito_atteso", "motivi_attesi", "importo_massimo_atteso", "durata_massima_attesa")
    assert trovato == tuple(caso[colonna] for colonna in colonne)


def test_ogni_misura_dei_due_regolamenti_ha_un_caso_concesso_e_uno_negato() -> None:
    esiti = {codice: {c["esito_atteso"] for c in CASI if c["misura"] == codice} for codice in misure()}
    senza = [codice for codice, visti in esiti.items() if not {"ammissibile", "non_ammissibile"} <= visti]
    assert senza == []


def test_le_misure_dei_due_regolamenti_sono_quattordici() -> None:
    assert len(misure()) == 14
