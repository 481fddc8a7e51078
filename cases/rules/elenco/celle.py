"""What a cell holds: cleaning, folding for comparisons, formulas, control characters, JSON form."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from cases.rules.codici import INVISIBILI

# What stands in place of an address that may not be shown: for whoever reads, the cell is empty.
RISERVATO = "[riservato]"
VUOTI = frozenset({"", "-", "--", "/", "//", "n.d.", "nd", "n/d", RISERVATO})
LUNGHEZZA_CONSERVATA = 2000

_SPAZI = re.compile("[\u00a0\u2007\u2009\u202f]")
_SENZA_SCOMPOSIZIONE = str.maketrans("łŁđĐøØı", "lLdDoOi")
_APOSTROFI = str.maketrans("", "", "'’`")
_CONTROLLI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|_x00(?:0[0-8BCEF]|1[0-9A-F])_", re.IGNORECASE)
_COME_FORMULA = re.compile(r"[=@\t\r]|[+-][\w(]")
_PROIBITI_IN_BASE_DATI = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Formula:
    """A real formula in a sheet: it is never computed, whatever value was stored beside it."""

    testo: str


Cella: TypeAlias = str | int | float | datetime.datetime | Formula | None
CellaJson: TypeAlias = str | int | float | dict[str, str] | None


def pulisci(cella: Cella) -> Cella:
    """The cell without invisible characters and outer spaces; None when it says nothing.

    A leading tab stays: it is how some sheets hide a formula.
    """
    if not isinstance(cella, str):
        return cella
    testo = unicodedata.normalize("NFC", _SPAZI.sub(" ", INVISIBILI.sub("", cella))).strip(" ")
    return None if testo.strip().lower() in VUOTI else testo


def testo_di(cella: Cella) -> str:
    """The cell as a person reads it: 11 digits typed in a numeric cell are the digits."""
    if cella is None:
        return ""
    if isinstance(cella, float):
        return f"{cella:.0f}" if cella.is_integer() else str(cella)
    if isinstance(cella, datetime.datetime):
        return f"{cella:%d/%m/%Y}"
    return cella.testo if isinstance(cella, Formula) else str(cella)


def su_una_riga(testo: str) -> str:
    """Line breaks inside a cell become commas, repeated spaces one."""
    return " ".join(re.sub(r"\s*[\r\n]+\s*", ", ", testo.strip()).split())


@lru_cache(maxsize=50_000)
def piega(testo: str) -> str:
    """The form in which two spellings of a name are equal: no accents, apostrophes, case."""
    scomposto = unicodedata.normalize("NFD", testo.translate(_SENZA_SCOMPOSIZIONE))
    piano = "".join(c for c in scomposto if not unicodedata.combining(c))
    return " ".join(piano.translate(_APOSTROFI).casefold().split())


def ha_controlli(cella: Cella) -> bool:
    return isinstance(cella, str) and _CONTROLLI.search(cella) is not None


def sembra_formula(cella: Cella) -> bool:
    """Text that a spreadsheet would run if it were written back as it is."""
    return isinstance(cella, str) and _COME_FORMULA.match(cella) is not None


def per_archivio(testo: str) -> str:
    """Text without what PostgreSQL cannot keep; a NUL stays recognisable as a control character."""
    return _PROIBITI_IN_BASE_DATI.sub(lambda c: "_x0000_" if c[0] == "\x00" else "\ufffd", testo)


def in_json(cella: Cella) -> CellaJson:
    """A form that PostgreSQL can keep and `da_json` reads back to the same judgement."""
    if isinstance(cella, datetime.datetime):
        return {"data": cella.isoformat()}
    if isinstance(cella, Formula):
        return {"formula": per_archivio(cella.testo[:LUNGHEZZA_CONSERVATA])}
    if not isinstance(cella, str):
        return cella
    return per_archivio(cella[:LUNGHEZZA_CONSERVATA])


def da_json(valore: CellaJson) -> Cella:
    if not isinstance(valore, dict):
        return valore
    if "data" in valore:
        return datetime.datetime.fromisoformat(valore["data"])
    return Formula(valore.get("formula", ""))
