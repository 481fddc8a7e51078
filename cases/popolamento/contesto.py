"""What the invented data stand on: one Ambito, its places and its workers, one day."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from adi_platform.organizzazione.models import Ambito, Comune, Sede, Utente


@dataclass(frozen=True, slots=True, kw_only=True)
class Contesto:
    """`operatori` are the social workers who follow cases, by Comune; `principale` is the one of the demo."""

    ambito: Ambito
    comuni: Sequence[Comune]
    sedi: Sequence[Sede]
    operatori: dict[int, Sequence[Utente]]
    oggi: datetime.date
    rng: random.Random
    principale: Utente | None = None
    utenti: dict[str, Utente] = field(default_factory=dict)

    def fa(self, giorni: int) -> datetime.date:
        """The day that was `giorni` days ago."""
        return self.oggi - datetime.timedelta(days=giorni)
