"""What other rooms add to the desk: lines such as "1 risposta dal CPI", cards for their roles."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Voce:
    """A line of the desk: how many, what, where to go."""

    numero: int
    etichetta: str
    url: str = ""
    tono: str = "neutro"


Voci = Callable[[HttpRequest], list[Voce]]

_fonti: dict[str, Voci] = {}


def registra_voci(codice: str, funzione: Voci) -> None:
    """`funzione(request)` gives the lines for who is looking; an empty list for nothing."""
    _fonti[codice] = funzione


def voci_per(request: HttpRequest) -> list[Voce]:
    return [voce for fonte in _fonti.values() for voce in fonte(request)]
