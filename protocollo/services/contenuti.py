"""The table of purposes and legal bases that the room carries with itself."""

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from protocollo.models import Condivisione

FILE_FINALITA = Path(__file__).parent.parent / "contenuti" / "finalita.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finalita:
    """`evidenza` says how sure the legal basis is; `K`: to be confirmed by the DPO.

    `base_per_ente`: the words for a body that must not learn of the measure.
    """

    codice: str
    proiezione: str
    testo: str
    base: str
    dal: datetime.date
    evidenza: str
    al: datetime.date | None = None
    base_per_ente: str = ""


@cache
def tutte_le_finalita() -> tuple[Finalita, ...]:
    contenuto = yaml.load(FILE_FINALITA.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(Finalita(**voce) for voce in contenuto["finalita"])


def finalita_per(proiezione: str, *, al: datetime.date) -> dict[str, Finalita]:
    """By code, those in force on the day."""
    return {
        f.codice: f
        for f in tutte_le_finalita()
        if f.proiezione == proiezione and f.dal <= al and (f.al is None or al <= f.al)
    }


def base_per_ente(condivisione: Condivisione) -> str:
    """The legal basis as the other body reads it; the whole one stays in the office."""
    neutre = {
        f.testo: f.base_per_ente
        for f in tutte_le_finalita()
        if f.proiezione == condivisione.proiezione and f.base_per_ente
    }
    if not neutre:
        return condivisione.base_giuridica
    return neutre.get(condivisione.finalita) or next(iter(neutre.values()))
