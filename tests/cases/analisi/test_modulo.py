"""The code table and what answers say: pure, on the content the project ships."""

from copy import deepcopy
from typing import Any

import pytest

from cases.rules.analisi.modulo import ADULTO, MINORE, NUCLEO, Modulo, ModuloNonValido, leggi_modulo
from cases.rules.analisi.risposte import (
    RispostaNonValida,
    esiti_incompatibili,
    in_parole,
    leggi_risposta,
    segnali,
    si_mostra,
    suggerimenti,
)
from cases.services.analisi import _contenuto_di_partenza


@pytest.fixture
def contenuto() -> dict[str, Any]:
    return deepcopy(_contenuto_di_partenza())


@pytest.fixture
def modulo(contenuto: dict[str, Any]) -> Modulo:
    return leggi_modulo(contenuto)


def _voce(modulo: Modulo, codice: str) -> Any:
    return next(v for v in modulo.voci() if v.codice == codice)


def _risposta(valore: Any) -> dict[str, Any]:
    return {"valore": valore, "non_rilevato": False, "nota": ""}


def test_le_aree_sono_quelle_del_decreto_piu_apertura_cura_servizi_e_obblighi(modulo: Modulo) -> None:
    assert [a.codice for a in modulo.aree] == [
        "AP.APER",
        "AP.PERS",
        "AP.ECON",
        "AP.LAVO",
        "AP.ISTR",
        "AP.ABIT",
        "AP.RETI",
        "AP.CURA",
        "AP.SERV",
        "AP.OBBL",
    ]


def test_ogni_area_ha_domande_per_la_famiglia_o_per_le_persone(modulo: Modulo) -> None:
    for area in modulo.aree:
        assert any(area.voci_per(s) for s in (NUCLEO, ADULTO, MINORE)), area.codice


@pytest.mark.parametrize(
    ("guasto", "messaggio"),
    [
        (lambda c: c["aree"][0]["voci"][1].update(codice="AP.APER.01"), "codice ripetuto"),
        (lambda c: c["aree"][0]["voci"][0].update(soggetto="vicino"), "soggetto «vicino» sconosciuto"),
        (
            lambda c: c["aree"][0]["voci"][0].update(sensibilita="segreta"),
            "sensibilità «segreta» sconosciuta",
        ),
        (lambda c: c["aree"][0]["voci"][0].pop("domanda"), "manca o non si legge 'domanda'"),
        (lambda c: c["aree"][1]["voci"][0]["orienta"][0].update(esito="ESI.Z"), "esito «ESI.Z» sconosciuto"),
    ],
)
def test_un_modulo_sbagliato_dice_dove(contenuto: dict[str, Any], guasto: Any, messaggio: str) -> None:
    guasto(contenuto)
    with pytest.raises(ModuloNonValido, match=messaggio):
        leggi_modulo(contenuto)


def test_una_scelta_fuori_elenco_si_rifiuta(modulo: Modulo) -> None:
    with pytest.raises(RispostaNonValida, match="risposte proposte"):
        leggi_risposta(_voce(modulo, "AP.PERS.02"), ["INVENTATA"])


@pytest.mark.parametrize(
    ("valore", "parole"),
    [
        ("1", "molto male (1 su 5)"),
        ("2", "verso molto male (2 su 5)"),
        ("3", "a metà (3 su 5)"),
        ("5", "molto bene (5 su 5)"),
    ],
)
def test_una_scala_si_legge_con_le_sue_parole(modulo: Modulo, valore: str, parole: str) -> None:
    assert in_parole(_voce(modulo, "AP.PERS.01"), valore) == parole


@pytest.mark.parametrize("valore", ["6", "0", "-1", "３", "due", "1e3"])
def test_una_scala_accetta_solo_i_suoi_valori(modulo: Modulo, valore: str) -> None:
    with pytest.raises(RispostaNonValida):
        leggi_risposta(_voce(modulo, "AP.PERS.01"), [valore])


def test_la_scelta_multipla_non_ripete_e_non_dipende_dall_ordine(modulo: Modulo) -> None:
    voce = _voce(modulo, "AP.APER.03")
    assert leggi_risposta(voce, ["SEGNI", "MEDIA", "SEGNI"]) == ["MEDIA", "SEGNI"]


def test_una_domanda_dipendente_si_mostra_solo_dopo_la_risposta_che_la_apre(modulo: Modulo) -> None:
    voce = _voce(modulo, "AP.ECON.05")
    assert not si_mostra(voce, {"AP.ECON.04": _risposta("NO")})
    assert si_mostra(voce, {"AP.ECON.04": _risposta("ARR")})


def test_preferisce_non_rispondere_non_orienta_alcun_esito(modulo: Modulo) -> None:
    assert suggerimenti(modulo, {7: {"AP.PERS.02": _risposta("PREF")}}) == ()


def test_non_rilevato_non_dice_nulla(modulo: Modulo) -> None:
    risposta = {"valore": "MOLTO", "non_rilevato": True, "nota": ""}
    assert suggerimenti(modulo, {7: {"AP.PERS.02": risposta}}) == ()
    assert segnali(modulo, {7: {"AP.PERS.02": risposta}}) == ()


def test_un_suggerimento_porta_la_domanda_e_il_perche(modulo: Modulo) -> None:
    trovati = suggerimenti(modulo, {7: {"AP.PERS.02": _risposta("MOLTO")}})
    assert {(s.esito, s.persona_id, s.perche) for s in trovati} == {
        ("ESI.D", 7, "serve il parere di chi cura"),
        ("ESI.E", 7, "può esserci un motivo di esclusione dagli obblighi"),
    }


def test_un_esito_che_riguarda_persone_non_si_suggerisce_per_la_famiglia(modulo: Modulo) -> None:
    trovati = suggerimenti(modulo, {None: {"AP.PERS.02": _risposta("MOLTO")}})
    assert {s.esito for s in trovati} == {"ESI.E"}


@pytest.mark.parametrize(("eta", "atteso"), [("59", set()), ("60", {"ESI.E"}), ("61", {"ESI.E"})])
def test_il_confronto_con_una_soglia_comprende_il_limite(modulo: Modulo, eta: str, atteso: set[str]) -> None:
    assert {s.esito for s in suggerimenti(modulo, {7: {"AP.OBBL.01": _risposta(eta)}})} == atteso


def test_fatiche_e_forze_stanno_da_parti_diverse(modulo: Modulo) -> None:
    trovati = segnali(
        modulo, {None: {"AP.ECON.01": _risposta("FATICA"), "AP.ECON.02": _risposta(["LAV", "NESS"])}}
    )
    assert {(s.lettura, s.testo) for s in trovati} == {
        ("vulnerabilita", "Con fatica"),
        ("risorsa", "Lavoro"),
        ("vulnerabilita", "Nessuna"),
    }


def test_per_la_famiglia_b_e_c_si_escludono(modulo: Modulo) -> None:
    assert esiti_incompatibili(modulo, ["ESI.B", "ESI.C"]) == (("ESI.B", "ESI.C"),)
    assert esiti_incompatibili(modulo, ["ESI.B", "ESI.E"]) == ()
