"""Rows whose cells slid sideways: the same row, read one or two columns away, makes sense."""

import datetime
from collections.abc import Sequence

from cases.rules.codici import analizza_codice
from cases.rules.elenco.celle import Cella, testo_di
from cases.rules.elenco.date_scritte import leggi_data
from cases.rules.elenco.mappatura import Mappatura

_PASSI = (1, -1, 2, -2)
_DATE_CERTE = ("data_nascita", "data_domanda", "data_pad")


def colonne_spostate(celle: Sequence[Cella], mappatura: Mappatura, *, al: datetime.date) -> bool:
    """True when the code is not in its column but it is, with a date, at the same distance from it."""
    posto = mappatura.posti.get("codice")
    if posto is None or _e_codice(_cella(celle, posto), al=al):
        return False
    return any(
        _e_codice(_cella(celle, posto + passo), al=al)
        and any(
            c in mappatura.posti
            and not _e_data(_cella(celle, mappatura.posti[c]), al=al)
            and _e_data(_cella(celle, mappatura.posti[c] + passo), al=al)
            for c in _DATE_CERTE
        )
        for passo in _PASSI
    )


def _cella(celle: Sequence[Cella], posto: int) -> Cella:
    return celle[posto] if 0 <= posto < len(celle) else None


def _e_codice(cella: Cella, *, al: datetime.date) -> bool:
    return isinstance(cella, str | int | float) and analizza_codice(testo_di(cella), al=al).valido


def _e_data(cella: Cella, *, al: datetime.date) -> bool:
    return leggi_data(cella, al=al)[0] is not None
