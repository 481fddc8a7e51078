"""Half-open periods of days, and how overlapping ones become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Periodo:
    """From `dal` included to `al` excluded. An empty period (`dal == al`) has no days."""

    dal: date
    al: date

    def __post_init__(self) -> None:
        if self.al < self.dal:
            raise ValueError(f"the period ends before it starts: {self.dal} - {self.al}")

    @property
    def giorni(self) -> int:
        return (self.al - self.dal).days

    @property
    def ultimo_giorno(self) -> date:
        """Last day inside, for printing. Meaningless when the period is empty."""
        return self.al - timedelta(days=1)

    def __contains__(self, giorno: date) -> bool:
        return self.dal <= giorno < self.al

    def dopo(self, giorno: date) -> Periodo:
        """The part that comes after `giorno`, possibly empty."""
        inizio = max(self.dal, giorno + timedelta(days=1))
        return Periodo(dal=inizio, al=max(inizio, self.al))


def uniti(periodi: Iterable[Periodo]) -> tuple[Periodo, ...]:
    """Sorted, disjoint, non-empty: a day covered twice counts once."""
    risultato: list[Periodo] = []
    for periodo in sorted(p for p in periodi if p.giorni):
        if risultato and periodo.dal <= risultato[-1].al:
            precedente = risultato[-1]
            risultato[-1] = Periodo(dal=precedente.dal, al=max(precedente.al, periodo.al))
        else:
            risultato.append(periodo)
    return tuple(risultato)
