"""What a plan of meetings is made of: households to convene, people with their hours, rooms, meetings.

Codes are texts chosen by the caller; `nome` is what people read. Instants carry the zone of Rome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from adi_platform.agenda.rules.fasce import A_DISTANZA, Fascia


@dataclass(frozen=True, slots=True, kw_only=True)
class Posto:
    """A function that must be present, and who can sit there: one named person, or several."""

    funzione: str
    nome: str
    candidati: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NucleoDaConvocare:
    """A household. `entro` is the last useful day; `luoghi` the places allowed, the preferred first.

    `ostacolo`: why it cannot be convened, whatever the hours; empty when it can.
    """

    codice: str
    nome: str
    entro: date
    posti: tuple[Posto, ...]
    luoghi: tuple[str, ...]
    durata: int = 60
    ostacolo: str = ""

    @property
    def tempo(self) -> timedelta:
        return timedelta(minutes=self.durata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A professional with free hours; `base` is the place where the day starts, from which one travels."""

    codice: str
    nome: str
    funzione: str
    ente: str
    fasce: tuple[Fascia, ...]
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sala:
    """A room of a place, with the hours when it is free."""

    codice: str
    nome: str
    luogo: str
    fasce: tuple[Fascia, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problema:
    """Everything the planner knows. `viaggi` in minutes between two places; unknown pairs count `viaggio`."""

    dal: date
    al: date
    nuclei: tuple[NucleoDaConvocare, ...]
    persone: tuple[Persona, ...]
    sale: tuple[Sala, ...]
    luoghi: Mapping[str, str] = field(default_factory=dict)
    viaggi: Mapping[tuple[str, str], int] = field(default_factory=dict)
    viaggio: int = 25
    passo: int = 30

    def nucleo(self, codice: str) -> NucleoDaConvocare | None:
        return next((n for n in self.nuclei if n.codice == codice), None)

    def persona(self, codice: str) -> Persona | None:
        return next((p for p in self.persone if p.codice == codice), None)

    def sala(self, codice: str) -> Sala | None:
        return next((s for s in self.sale if s.codice == codice), None)

    def nome_luogo(self, luogo: str) -> str:
        return "a distanza" if luogo == A_DISTANZA else self.luoghi.get(luogo, luogo)

    def minuti(self, da: str, a: str) -> int:
        """Minutes between two places; none from or to a meeting on line, or without a starting place."""
        if da == a or "" in (da, a) or A_DISTANZA in (da, a):
            return 0
        return self.viaggi.get((da, a), self.viaggi.get((a, da), self.viaggio))


@dataclass(frozen=True, slots=True, kw_only=True)
class Incontro:
    """A meeting proposed: `persone` pairs a function with who covers it; no room when on line."""

    nucleo: str
    inizio: datetime
    fine: datetime
    luogo: str
    sala: str = ""
    persone: tuple[tuple[str, str], ...] = ()

    @property
    def chi(self) -> frozenset[str]:
        return frozenset(persona for _, persona in self.persone)

    def tocca(self, altro: Incontro) -> bool:
        return self.inizio < altro.fine and altro.inizio < self.fine


@dataclass(frozen=True, slots=True, kw_only=True)
class Escluso:
    """A household without a meeting, and why, in words for whoever convenes."""

    nucleo: str
    motivi: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EsitoPiano:
    """What the planner gives back. `limite` is the least cost that any plan could have."""

    incontri: tuple[Incontro, ...]
    esclusi: tuple[Escluso, ...]
    valore: int
    limite: int
    secondi: float
    ottimo: bool

    @property
    def scarto(self) -> float:
        """Distance from the bound, as a share of the value (0.05 is five per cent)."""
        return (self.valore - self.limite) / self.valore if self.valore else 0.0
