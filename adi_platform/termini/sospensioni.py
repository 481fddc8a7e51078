"""What stops a term (Sospensione) and what makes it start again (Interruzione).

The day of the event counts as elapsed: the stop goes from the day after to the final day included.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from adi_platform.termini.periodo import Periodo


@dataclass(frozen=True, slots=True, kw_only=True)
class Fermo:
    """A stop of the clock. `fine` is the last stopped day; `tetto_giorni` caps its length.

    At least one of the two is needed: a stop without any end would have no deadline.
    """

    evento: date
    causa: str
    riferimento: str
    fine: date | None = None
    tetto_giorni: int | None = None

    def __post_init__(self) -> None:
        if self.fine is None and self.tetto_giorni is None:
            raise ValueError("a stop needs an end or a cap")
        if self.fine is not None and self.fine < self.evento:
            raise ValueError("a stop cannot end before its event")
        if self.tetto_giorni is not None and self.tetto_giorni < 0:
            raise ValueError("a cap cannot be negative")

    @property
    def ultimo_giorno(self) -> date:
        """Final day: the earlier of the known end and the cap."""
        limiti = [] if self.fine is None else [self.fine]
        if self.tetto_giorni is not None:
            limiti.append(self.evento + timedelta(days=self.tetto_giorni))
        return min(limiti)

    @property
    def periodo(self) -> Periodo:
        un_giorno = timedelta(days=1)
        return Periodo(dal=self.evento + un_giorno, al=self.ultimo_giorno + un_giorno)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sospensione(Fermo):
    """The clock stops, then goes on with the days it had left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruzione(Fermo):
    """The clock stops, then the whole term starts again; what came before is lost."""
