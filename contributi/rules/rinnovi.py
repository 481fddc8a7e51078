"""Renewals, cycle and mandatory gap between two concessions of the same measure (dominio 7.3, A13).

The numbers come from the measure and from the dated settings: here there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.norme.esito import Esito, Livello, Motivo


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodoConcesso:
    """A help already granted to the household: both days included, `mesi` really granted."""

    dal: date
    al: date
    mesi: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitiRinnovo:
    """None where the measure is silent. `mesi_ciclo`: months granted in a row before the gap."""

    rinnovi_massimi: int | None = None
    mesi_ciclo: int | None = None
    mesi_interruzione: int | None = None
    articolo: str = ""


def fine_periodo(dal: date, mesi: int | None) -> date:
    """Last day of a help of so many months; a single sum covers its own month."""
    return aggiungi_mesi(dal, mesi or 1) - timedelta(days=1)


def ultima_catena(
    precedenti: Sequence[PeriodoConcesso], *, dal: date, mesi_interruzione: int | None
) -> tuple[PeriodoConcesso, ...]:
    """The concessions in a row that end where the new one starts: a full gap breaks the chain."""
    catena: list[PeriodoConcesso] = []
    inizio = dal
    for periodo in sorted((p for p in precedenti if p.dal < dal), key=lambda p: p.al, reverse=True):
        if inizio >= primo_giorno_utile(periodo.al, mesi_interruzione):
            break
        catena.append(periodo)
        inizio = periodo.dal
    return tuple(reversed(catena))


def primo_giorno_utile(cessata: date, mesi_interruzione: int | None) -> date:
    """The day from which a new cycle may start: where the measure asks no gap, any day of pause is enough."""
    if not mesi_interruzione:
        return cessata + timedelta(days=2)
    return aggiungi_mesi(cessata, mesi_interruzione) + timedelta(days=1)


def verifica_rinnovo(
    *,
    precedenti: Sequence[PeriodoConcesso],
    dal: date,
    mesi: int | None,
    limiti: LimitiRinnovo,
    in_deroga: bool = False,
) -> Esito:
    """Whether a help may start on `dal` after the ones before. A derogation turns each refusal into a note."""
    catena = ultima_catena(precedenti, dal=dal, mesi_interruzione=limiti.mesi_interruzione)
    motivi = [
        *_sovrapposti(precedenti, dal, mesi, limiti),
        *_rinnovi(catena, limiti),
        *_ciclo(catena, dal, mesi, limiti),
    ]
    if in_deroga:
        motivi = [
            Motivo(codice=m.codice, testo=m.testo, articolo=m.articolo, livello=m.livello, superato=True)
            for m in motivi
        ]
    return Esito(motivi=tuple(motivi))


def _sovrapposti(
    precedenti: Sequence[PeriodoConcesso], dal: date, mesi: int | None, limiti: LimitiRinnovo
) -> list[Motivo]:
    fine = fine_periodo(dal, mesi)
    uguali = [p for p in precedenti if p.dal <= fine and dal <= p.al and mesi]
    return [
        _motivo("GIA_IN_CORSO", f"C'è già un aiuto di questa misura fino al {p.al:%d/%m/%Y}.", limiti)
        for p in uguali[:1]
    ]


def _rinnovi(catena: Sequence[PeriodoConcesso], limiti: LimitiRinnovo) -> list[Motivo]:
    massimo = limiti.rinnovi_massimi
    if massimo is None or len(catena) <= massimo:
        return []
    volte = "una volta" if massimo == 1 else f"{massimo} volte"
    return [_motivo("RINNOVI_FINITI", f"Questa misura si rinnova al massimo {volte}.", limiti)]


def _ciclo(
    catena: Sequence[PeriodoConcesso], dal: date, mesi: int | None, limiti: LimitiRinnovo
) -> list[Motivo]:
    if limiti.mesi_ciclo is None or not catena:
        return []
    goduti = sum(p.mesi for p in catena)
    if goduti + (mesi or 0) <= limiti.mesi_ciclo:
        return []
    utile = primo_giorno_utile(catena[-1].al, limiti.mesi_interruzione)
    testo = (
        f"Mesi già concessi: {goduti}, più {mesi or 0}; il massimo di seguito è {limiti.mesi_ciclo}. "
        f"Il primo giorno utile per ripartire è il {utile:%d/%m/%Y}."
    )
    return [_motivo("INTERRUZIONE", testo, limiti)]


def _motivo(codice: str, testo: str, limiti: LimitiRinnovo) -> Motivo:
    return Motivo(codice=codice, testo=testo, articolo=limiti.articolo, livello=Livello.NON_AMMISSIBILE)
