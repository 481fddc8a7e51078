"""Timeline of a case: sources of events, from this floor and from the ones above."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import TextChoices

from adi_platform.http.vista import Politica
from adi_platform.organizzazione.perimetro import Perimetro
from cases.models import CasoAdi


class Genere(TextChoices):
    """Filters of the timeline."""

    INCONTRI = "incontri", "Incontri"
    DOCUMENTI = "documenti", "Documenti"
    DECISIONI = "decisioni", "Decisioni"
    COMUNICAZIONI = "comunicazioni", "Comunicazioni"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evento:
    """Something that happened, in one line, with a link to where it is written in full.

    `apre`: who may follow the link, when it is not everybody who reads the case.
    """

    quando: datetime.datetime
    genere: str
    titolo: str
    testo: str = ""
    autore: str = ""
    url: str = ""
    apre: Politica | None = None
    icona: str = ""
    tono: str = "neutro"


Fonte = Callable[[CasoAdi, datetime.datetime | None, datetime.datetime | None], list[Evento]]

_fonti: dict[str, Fonte] = {}


def registra_fonte(codice: str, funzione: Fonte) -> None:
    """Add a source. `funzione(caso, dal, al)` gives its events in that period (None: no limit)."""
    _fonti[codice] = funzione


def eventi_di(
    caso: CasoAdi,
    *,
    perimetro: Perimetro,
    dal: datetime.datetime | None = None,
    al: datetime.datetime | None = None,
    genere: str = "",
) -> list[Evento]:
    """Events of all the sources, the latest first; a link that this person cannot open is left out."""
    eventi = [evento for fonte in _fonti.values() for evento in fonte(caso, dal, al)]
    scelti = [_per_chi_legge(e, perimetro) for e in eventi if not genere or e.genere == genere]
    return sorted(scelti, key=lambda e: e.quando, reverse=True)


def _per_chi_legge(evento: Evento, perimetro: Perimetro) -> Evento:
    apre = evento.apre is None or evento.apre.ammette(perimetro)
    return evento if apre else replace(evento, url="")
