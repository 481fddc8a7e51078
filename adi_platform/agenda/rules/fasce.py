"""Free time of a person or of a room: what was offered, less absences, holidays and engagements.

Days and hours are those of the clock of Rome; the results are instants with their zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from adi_platform.calendario.giorni import CALENDARIO_NAZIONALE, ROMA, Calendario

OVUNQUE = "*"
A_DISTANZA = "distanza"
UN_GIORNO = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offerta:
    """Hours offered on a weekday between two days (both included, `al` None: for good) or on one day.

    `luogo` is the code of a venue, OVUNQUE or A_DISTANZA. A single day is `dal == al`, `giorno` None.
    """

    dalle: time
    alle: time
    luogo: str
    dal: date
    al: date | None = None
    giorno: int | None = None

    def vale(self, quando: date) -> bool:
        return (
            self.dal <= quando
            and (self.al is None or quando <= self.al)
            and (self.giorno is None or quando.weekday() == self.giorno)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodo:
    """Whole days, both ends included: an absence."""

    dal: date
    al: date

    def comprende(self, giorno: date) -> bool:
        return self.dal <= giorno <= self.al


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fascia:
    """A stretch of time in a place, from `inizio` to `fine` excluded."""

    inizio: datetime
    fine: datetime
    luogo: str = OVUNQUE

    def contiene(self, inizio: datetime, fine: datetime) -> bool:
        return self.inizio <= inizio and fine <= self.fine

    def tocca(self, inizio: datetime, fine: datetime) -> bool:
        return self.inizio < fine and inizio < self.fine

    def serve(self, luogo: str) -> bool:
        """True when somebody who is available here can be met in `luogo`."""
        return self.luogo in (OVUNQUE, luogo)


def fasce_libere(
    offerte: Iterable[Offerta],
    *,
    dal: date,
    al: date,
    assenze: Sequence[Periodo] = (),
    impegni: Sequence[Fascia] = (),
    calendario: Calendario = CALENDARIO_NAZIONALE,
) -> tuple[Fascia, ...]:
    """Free stretches from `dal` to `al` included, in order, those that touch in the same place joined."""
    grezze: list[Fascia] = []
    scelte = tuple(offerte)
    giorno = dal
    while giorno <= al:
        if calendario.e_lavorativo(giorno) and not any(a.comprende(giorno) for a in assenze):
            grezze += [_nel_giorno(o, giorno) for o in scelte if o.vale(giorno)]
        giorno += UN_GIORNO
    libere = [resto for fascia in unite(grezze) for resto in _meno(fascia, impegni)]
    return tuple(sorted(libere))


def unite(fasce: Iterable[Fascia]) -> tuple[Fascia, ...]:
    """The same time without overlaps, place by place."""
    per_luogo: dict[str, list[Fascia]] = {}
    for fascia in sorted(fasce):
        accumulate = per_luogo.setdefault(fascia.luogo, [])
        if accumulate and fascia.inizio <= accumulate[-1].fine:
            accumulate[-1] = replace(accumulate[-1], fine=max(accumulate[-1].fine, fascia.fine))
        else:
            accumulate.append(fascia)
    return tuple(sorted(f for fasce_del_luogo in per_luogo.values() for f in fasce_del_luogo))


def _nel_giorno(offerta: Offerta, giorno: date) -> Fascia:
    return Fascia(
        inizio=datetime.combine(giorno, offerta.dalle, tzinfo=ROMA),
        fine=datetime.combine(giorno, offerta.alle, tzinfo=ROMA),
        luogo=offerta.luogo,
    )


def _meno(fascia: Fascia, impegni: Iterable[Fascia]) -> list[Fascia]:
    resti = [fascia]
    for impegno in impegni:
        resti = [pezzo for resto in resti for pezzo in _tagliata(resto, impegno)]
    return resti


def _tagliata(fascia: Fascia, impegno: Fascia) -> list[Fascia]:
    if not fascia.tocca(impegno.inizio, impegno.fine):
        return [fascia]
    prima = replace(fascia, fine=impegno.inizio)
    dopo = replace(fascia, inizio=impegno.fine)
    return [pezzo for pezzo in (prima, dopo) if pezzo.inizio < pezzo.fine]
