from datetime import date
from typing import Any

import pytest

from contributi.rules.istruttoria import Istruttoria, istruisci
from contributi.rules.letture_misura import Arrotondamento, Compleanno29, Letture, Oltre65, PostiRia
from tests.casi_ufficio.lettura import Riga, giorno, importo, righe
from tests.casi_ufficio.regolamenti import data_o_niente, massimi, misure, motivi_e_articoli, vero_o_niente

CASI = righe("ammissibilita_veneto.csv")
MISURE = {
    "RIA_SOSTEGNO": "ria-sostegno",
    "RIA_INSERIMENTO": "ria-inserimento",
    "TIROCINIO_RIA": "tirocinio-ria",
    "SOA": "sostegno-abitare",
    "PE": "poverta-educativa",
    "FONDO_EMERGENZA": "fondo-emergenza",
}
VERI = {
    "residente": "residente",
    "gia_in_percorso": "gia_in_percorso_inclusione",
    "fondi_dedicati_adeguati": "fondi_dedicati_adeguati",
    "disoccupato": "disoccupato",
    "progetto_personalizzato": "progetto_personalizzato",
    "in_carico_servizi": "in_carico_servizi",
    "colpito_covid": "colpito_covid",
    "comprende_tutoraggio": "comprende_tutoraggio",
    "sollecito_amministratore": "sollecito_amministratore",
}
IMPORTI = {
    "importo_mensile": "importo_mensile",
    "importo_totale": "importo_totale",
    "gia_concesso_nucleo": "gia_concesso_al_nucleo",
}
NUMERI = {
    "figli_minorenni": "figli_minorenni",
    "mesi": "mesi",
    "mesi_gia_goduti": "mesi_gia_goduti_nel_ciclo",
    "dipendenti": "dipendenti",
    "tirocinanti_ordinari": "tirocinanti_ordinari",
    "tirocinanti_ria": "tirocinanti_ria",
    "mesi_tirocinio": "mesi_tirocinio",
}
DATE = {
    "data_nascita": "data_nascita_richiedente",
    "cessazione_ultima_prestazione": "cessazione_ultima_prestazione",
    "data_inizio": "data_inizio",
}
VALUTAZIONI = {"": "prima", "si": "positiva", "no": "negativa", "assente": "assente"}


def letture(caso: Riga) -> Letture:
    return Letture(
        oltre_65=Oltre65(caso["lettura_oltre_65"]),
        compleanno_29=Compleanno29(caso["compleanno_29_febbraio"]),
        arrotondamento=Arrotondamento(caso["arrotondamento_10"] or "difetto"),
        posti_ria=PostiRia(caso["posti_ria"]),
        fondo_emergenza_fino=data_o_niente(caso["fondo_attivo_fino"]),
    )


def tranche(testo: str) -> list[dict[str, Any]]:
    coppie = (voce.split("x") for voce in testo.split("+") if voce)
    return [{"importo": importo(euro), "numero": int(volte)} for euro, volte in coppie]


def fatti(caso: Riga) -> dict[str, Any]:
    lea = caso["spesa"].endswith("_lea")
    return {
        **{nome: vero_o_niente(caso[colonna]) for nome, colonna in VERI.items()},
        **{nome: importo(caso[colonna]) for nome, colonna in IMPORTI.items() if caso[colonna]},
        **{nome: int(caso[colonna]) for nome, colonna in NUMERI.items() if caso[colonna]},
        **{nome: data_o_niente(caso[colonna]) for nome, colonna in DATE.items()},
        "categoria_deroga_residenza": caso["categoria_deroga_residenza"],
        "condizioni": caso["condizioni"].split("+") if caso["condizioni"] else [],
        "valutazione_annualita": VALUTAZIONI[caso["valutazione_positiva"]],
        "tranche": tranche(caso["tranche"]),
        "tipo_spesa": "terapie" if lea else caso["spesa"],
        "nei_lea": lea,
        "perdita_lavoro_volontaria": {"volontaria": True, "involontaria": False}.get(caso["perdita_lavoro"]),
        "nascite_minori": [date.fromisoformat(d) for d in caso["nascite_minori"].split("+") if d],
    }


def esamina(caso: Riga) -> Istruttoria:
    misura = misure()[MISURE[caso["misura"]]]
    return istruisci(misura, fatti(caso), al=giorno(caso["data_riferimento"]), letture=letture(caso))


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_l_esito_con_motivi_fonti_e_massimi_e_quello_dell_ufficio(caso: Riga) -> None:
    istruttoria = esamina(caso)
    trovato = (
        istruttoria.esito.livello.value,
        *motivi_e_articoli(istruttoria.esito),
        *massimi(istruttoria),
    )
    colonne = (
        "esito_atteso",
        "motivi_attesi",
        "fonte_attesa",
        "importo_massimo_atteso",
        "durata_massima_attesa",
        "primo_giorno_utile_atteso",
        "posti_ria_massimi_attesi",
    )
    assert trovato == tuple(caso[colonna] for colonna in colonne)


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_ogni_riga_dell_istruttoria_si_spiega_con_la_sua_fonte(caso: Riga) -> None:
    istruttoria = esamina(caso)
    assert all(r.articolo and r.spiegazione and r.requisito for r in istruttoria.righe)
    assert {r.motivo for r in istruttoria.righe if r.motivo} == {m.codice for m in istruttoria.esito.motivi}


def test_il_file_dei_casi_e_completo() -> None:
    assert len(CASI) == 71
