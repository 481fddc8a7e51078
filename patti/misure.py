"""Measures that a PAI may propose: the floor above, which knows them, registers how to list them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MisuraProponibile:
    """`modi`: codes of ModoSostegno, none means any. `mesi_massimi`: of the project, None when it is not said."""

    codice: str
    nome: str
    modi: tuple[str, ...] = ()
    articolo_modi: str = ""
    mesi_massimi: int | None = None
    articolo_mesi: str = ""


Elenco = Callable[[int, datetime.date], list[MisuraProponibile]]

_elenchi: list[Elenco] = []


def registra_elenco_misure(funzione: Elenco) -> None:
    """`funzione(ambito_id, al)` gives the measures in force on that day, in the order to show."""
    if funzione not in _elenchi:
        _elenchi.append(funzione)


def misure_proponibili(ambito_id: int, al: datetime.date) -> list[MisuraProponibile]:
    """Those in force on that day."""
    return [misura for elenco in _elenchi for misura in elenco(ambito_id, al)]
