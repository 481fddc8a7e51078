"""A reason of the completeness check: besides the words, the part of the Patto that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from adi_platform.norme.esito import Livello, Motivo
from patti.rules.foto import ImpegnoFoto, ObiettivoFoto, RisultatoFoto, SostegnoFoto

Parte = ObiettivoFoto | RisultatoFoto | SostegnoFoto | ImpegnoFoto
NOMI: dict[type, str] = {
    ObiettivoFoto: "obiettivo",
    RisultatoFoto: "risultato",
    SostegnoFoto: "sostegno",
    ImpegnoFoto: "impegno",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mancanza(Motivo):
    """`parte` and `pk`: the row to open, when the reason is about one row."""

    parte: str = ""
    pk: int = 0


Motivi = Iterable[Motivo]


def manca(codice: str, testo: str, articolo: str, su: Parte | None = None) -> Motivo:
    return _mancanza(codice, testo, articolo, Livello.DA_INTEGRARE, su)


def avviso(codice: str, testo: str, articolo: str, su: Parte | None = None) -> Motivo:
    return _mancanza(codice, testo, articolo, Livello.AVVISO, su)


def vietato(codice: str, testo: str, articolo: str, su: Parte | None = None) -> Motivo:
    return _mancanza(codice, testo, articolo, Livello.NON_AMMISSIBILE, su)


def breve(testo: str) -> str:
    return testo if len(testo) <= 60 else f"{testo[:57].rstrip()}…"


def _mancanza(codice: str, testo: str, articolo: str, livello: Livello, su: Parte | None) -> Mancanza:
    parte, pk = (NOMI[type(su)], su.pk) if su else ("", 0)
    return Mancanza(codice=codice, testo=testo, articolo=articolo, livello=livello, parte=parte, pk=pk)
