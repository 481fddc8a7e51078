"""What other rooms add to the desk: lines such as "1 risposta dal CPI"; who has their desk elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro


@dataclass(frozen=True, slots=True, kw_only=True)
class Voce:
    """A line of the desk: how many, what, where to go."""

    numero: int
    etichetta: str
    url: str = ""
    tono: str = "neutro"


Voci = Callable[[HttpRequest], list[Voce]]

_fonti: dict[str, Voci] = {}
_altrove: dict[Ruolo, str] = {}


def registra_voci(codice: str, funzione: Voci) -> None:
    """`funzione(request)` gives the lines for who is looking; an empty list for nothing."""
    _fonti[codice] = funzione


def voci_per(request: HttpRequest) -> list[Voce]:
    return [voce for fonte in _fonti.values() for voce in fonte(request)]


def registra_altra_scrivania(ruolo: Ruolo, nome_url: str) -> None:
    """Who holds only that role works on another page, and is sent there."""
    _altrove[ruolo] = nome_url


def altra_scrivania(perimetro: Perimetro) -> str:
    """Name of the page where the person works, empty when it is this desk."""
    return next((nome for ruolo, nome in _altrove.items() if perimetro.ruoli == {ruolo}), "")
