"""What a plan costs, in minutes of somebody's time: one measure for the solver, the hand-made plan, the edits.

A household without a meeting and a meeting after its deadline weigh far more than any travel; waiting
weighs more for whoever has an earlier deadline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from adi_platform.agenda.rules.fasce import A_DISTANZA
from adi_platform.calendario.giorni import ROMA
from equipe.rules.piano_dati import Incontro, NucleoDaConvocare, Problema
from equipe.rules.piano_griglia import mezza_giornata

FUORI = 10_000
FUORI_AL_GIORNO = 100
ORIZZONTE_GIORNI = 40
RITARDO = 1_000
RITARDO_AL_GIORNO = 50
ALTRO_LUOGO = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Costo:
    """Parts of the cost: households left out, delays, waiting of the families, other places, travel, idle."""

    fuori: int
    ritardi: int
    attesa_famiglie: int
    luoghi: int
    viaggi: int
    attese: int

    @property
    def totale(self) -> int:
        return self.fuori + self.ritardi + self.attesa_famiglie + self.luoghi + self.viaggi + self.attese


def costo_fuori(problema: Problema, nucleo: NucleoDaConvocare) -> int:
    """Left out: more for whoever has less time left."""
    giorni = (nucleo.entro - problema.dal).days
    return FUORI + FUORI_AL_GIORNO * max(0, ORIZZONTE_GIORNI - giorni)


def costo_ritardo(nucleo: NucleoDaConvocare, giorno: date) -> int:
    giorni = (giorno - nucleo.entro).days
    return RITARDO + RITARDO_AL_GIORNO * giorni if giorni > 0 else 0


def costo_attesa(problema: Problema, nucleo: NucleoDaConvocare, giorno: date) -> int:
    """Minutes for each day that a family waits: thirty, twenty or ten as the deadline is near or far."""
    margine = (nucleo.entro - problema.dal).days
    peso = 30 if margine <= 14 else 20 if margine <= 28 else 10
    return peso * (giorno - problema.dal).days


def costo_luogo(nucleo: NucleoDaConvocare, luogo: str) -> int:
    return 0 if luogo == nucleo.luoghi[0] else ALTRO_LUOGO


def costo_di(problema: Problema, incontri: Iterable[Incontro]) -> Costo:
    """The cost of a plan whose meetings are of households of the problem."""
    fatti = [(nucleo, i) for i in incontri if (nucleo := problema.nucleo(i.nucleo)) is not None]
    convocati = {nucleo.codice for nucleo, _ in fatti}
    giorni = [(nucleo, i.inizio.astimezone(ROMA).date()) for nucleo, i in fatti]
    viaggi, attese = tempo_delle_persone(problema, [i for _, i in fatti])
    return Costo(
        fuori=sum(costo_fuori(problema, n) for n in problema.nuclei if n.codice not in convocati),
        ritardi=sum(costo_ritardo(nucleo, giorno) for nucleo, giorno in giorni),
        attesa_famiglie=sum(costo_attesa(problema, nucleo, giorno) for nucleo, giorno in giorni),
        luoghi=sum(costo_luogo(nucleo, i.luogo) for nucleo, i in fatti),
        viaggi=viaggi,
        attese=attese,
    )


def tempo_delle_persone(problema: Problema, incontri: list[Incontro]) -> tuple[int, int]:
    """Travel: there and back for each person, day and place. Idle: between the meetings of half a day away."""
    basi = {p.codice: p.base for p in problema.persone}
    viaggi: dict[tuple[str, date, str], int] = {}
    mezze: dict[tuple[str, date, bool], list[Incontro]] = {}
    for incontro in incontri:
        locale = incontro.inizio.astimezone(ROMA)
        for chi in sorted(incontro.chi):
            base = basi.get(chi, "")
            if incontro.luogo in (base, A_DISTANZA):
                continue
            viaggi[chi, locale.date(), incontro.luogo] = 2 * problema.minuti(base, incontro.luogo)
            mezze.setdefault((chi, *mezza_giornata(incontro.inizio)), []).append(incontro)
    return sum(viaggi.values()), sum(_attesa(problema, insieme) for insieme in mezze.values())


def _attesa(problema: Problema, insieme: list[Incontro]) -> int:
    """Empty minutes from the first to the last meeting, each rounded up to whole steps."""
    passo = problema.passo
    durate = [-(-int((i.fine - i.inizio).total_seconds()) // (60 * passo)) * passo for i in insieme]
    inizi = [int(i.inizio.timestamp()) // 60 for i in insieme]
    fine = max(inizio + durata for inizio, durata in zip(inizi, durate, strict=True))
    return max(0, fine - min(inizi) - sum(durate))
