"""Invented people and cases, of any number. Upper floors add their part to the demo.

    registra_fase("patto_sottoscritto", funzione)   # in the `ready()` of their app

`funzione(contesto, casi)` gets the demo cases that have reached that state, oldest first.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cases.models import CasoAdi
    from cases.popolamento.contesto import Contesto

Fase = Callable[["Contesto", Sequence["CasoAdi"]], None]

_fasi: list[tuple[str, Fase]] = []


def registra_fase(codice: str, funzione: Fase) -> None:
    """Call `funzione` for the demo cases that have reached the state `codice` (a StatoCaso)."""
    if (codice, funzione) not in _fasi:
        _fasi.append((codice, funzione))


def fasi() -> tuple[tuple[str, Fase], ...]:
    return tuple(_fasi)
