"""Dates in a sentence: the article that the day asks for, none before the name of a weekday."""

import datetime
import re
from pathlib import Path

import pytest

from adi_platform.ui.formati import con_articolo

MODELLI = Path(__file__).resolve().parents[2] / "templates"
ARTICOLO = re.compile(r"\b(il|al|dal|del|nel)\s+(<strong>)?\s*\{\{[^}]*\|giorno_esteso", re.IGNORECASE)


@pytest.mark.parametrize(
    ("giorno", "preposizione", "attesa"),
    [
        (1, "il", "il 1° gennaio 2027"),
        (8, "il", "l'8 gennaio 2027"),
        (11, "al", "all'11 gennaio 2027"),
        (18, "del", "del 18 gennaio 2027"),
    ],
)
def test_l_articolo_segue_il_giorno(giorno: int, preposizione: str, attesa: str) -> None:
    assert con_articolo(datetime.date(2027, 1, giorno), preposizione) == attesa


def test_anche_una_data_gia_in_parole_ha_il_suo_articolo() -> None:
    assert con_articolo("8 gennaio 2027", "dal") == "dall'8 gennaio 2027"
    assert con_articolo("18 gennaio 2027") == "il 18 gennaio 2027"
    assert con_articolo("2027-01-08") == "l'8 gennaio 2027"
    assert (con_articolo(""), con_articolo(None)) == ("", "")


def test_davanti_al_giorno_della_settimana_non_c_e_l_articolo() -> None:
    righe = {m.relative_to(MODELLI): ARTICOLO.findall(m.read_text()) for m in MODELLI.rglob("*.*")}
    assert {str(m): trovati for m, trovati in righe.items() if trovati} == {}


def test_davanti_alla_data_l_articolo_lo_mette_il_filtro() -> None:
    """«il 8 novembre» is wrong two days a month: a template never writes the article by hand."""
    scritto = re.compile(r"\b(il|al|dal|del) (<strong>)?\{\{[^}]*\|giorno *(\|[^}]*)?\}\}", re.IGNORECASE)
    righe = {m.relative_to(MODELLI): scritto.search(m.read_text()) for m in MODELLI.rglob("*.*")}
    assert [str(m) for m, trovato in righe.items() if trovato] == []
