"""Checks of what people type, for forms and services."""

import datetime

from adi_platform.errori import DominioError
from cases.rules.codici import CodiceLetto, analizza_codice

__all__ = ["CodiceLetto", "analizza_codice", "codice_valido"]


def codice_valido(testo: str, *, al: datetime.date, campo: str | None = "codice") -> CodiceLetto:
    """The code, or a DominioError that says what to do."""
    letto = analizza_codice(testo, al=al)
    if not letto.valido:
        raise DominioError(letto.messaggio, campo=campo)
    return letto
