"""Legal-term arithmetic: deadline, days left, state of the clock.

Pure: the caller passes only the facts known at the date it asks about. The start day is never
counted. A stop that begins after the deadline does not reopen it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from adi_platform.calendario.giorni import CALENDARIO_NAZIONALE, UN_GIORNO, Calendario
from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.termini.periodo import Periodo, uniti
from adi_platform.termini.sospensioni import Interruzione, Sospensione


class Unita(StrEnum):
    GIORNI = "giorni"
    GIORNI_LAVORATIVI = "giorni_lavorativi"
    MESI = "mesi"


class Orologio(StrEnum):
    CORRE = "corre"
    FERMO = "fermo"
    SCADUTO = "scaduto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Termine:
    """A term and everything that happened to it. `slitta`: a last day on a holiday moves forward."""

    inizio: date
    quanti: int
    unita: Unita = Unita.GIORNI
    riferimento: str = ""
    sospensioni: tuple[Sospensione, ...] = ()
    interruzioni: tuple[Interruzione, ...] = ()
    slitta: bool = False
    calendario: Calendario = CALENDARIO_NAZIONALE

    def __post_init__(self) -> None:
        if self.quanti < 0:
            raise ValueError("a term cannot be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermineCalcolato:
    """The result. `decorrenza` is the last start, after the restarts; `naturale` is before sliding."""

    termine: Termine
    decorrenza: date
    naturale: date
    scadenza: date
    fermi: tuple[Periodo, ...]
    interruzioni: tuple[Interruzione, ...]

    @property
    def slittata(self) -> bool:
        return self.scadenza != self.naturale


def calcola(termine: Termine) -> TermineCalcolato:
    """Apply the restarts in order, then the stops, then the slide."""
    decorrenza = termine.inizio
    efficaci: list[Interruzione] = []
    fermi = uniti(s.periodo for s in termine.sospensioni)
    naturale, scadenza = _scadenze(termine, decorrenza, fermi)
    for interruzione in sorted(termine.interruzioni, key=lambda i: (i.evento, i.ultimo_giorno)):
        if interruzione.evento > scadenza or interruzione.ultimo_giorno < termine.inizio:
            continue
        efficaci.append(interruzione)
        decorrenza = max(decorrenza, interruzione.ultimo_giorno)
        fermi = uniti((*fermi, interruzione.periodo))
        naturale, scadenza = _scadenze(termine, decorrenza, fermi)
    return TermineCalcolato(
        termine=termine,
        decorrenza=decorrenza,
        naturale=naturale,
        scadenza=scadenza,
        fermi=fermi,
        interruzioni=tuple(efficaci),
    )


def scadenza(termine: Termine) -> date:
    """The last useful day."""
    return calcola(termine).scadenza


def giorni_residui(termine: Termine, *, al: date) -> int:
    """Days still to be counted after `al`: 0 on the last day, frozen while stopped, negative after.

    A term in working days counts working days; days of grace given by the slide are included.
    """
    calcolato = calcola(termine)
    if al > calcolato.scadenza:
        return (calcolato.scadenza - al).days
    dal = max(al, calcolato.decorrenza) + UN_GIORNO
    naturali = _contabili(
        termine, calcolato.fermi, Periodo(dal=dal, al=max(dal, calcolato.naturale + UN_GIORNO))
    )
    return naturali + (calcolato.scadenza - max(calcolato.naturale, dal - UN_GIORNO)).days


def orologio(termine: Termine, *, al: date) -> Orologio:
    calcolato = calcola(termine)
    if al > calcolato.scadenza:
        return Orologio.SCADUTO
    return Orologio.FERMO if any(al in fermo for fermo in calcolato.fermi) else Orologio.CORRE


def giorno_contato(termine: Termine, giorno: date) -> bool:
    """Does this kind of term count the day, stops apart?"""
    return termine.unita is not Unita.GIORNI_LAVORATIVI or termine.calendario.e_lavorativo(giorno)


def _contabili(termine: Termine, fermi: Sequence[Periodo], finestra: Periodo) -> int:
    giorni = (finestra.dal + timedelta(days=n) for n in range(finestra.giorni))
    return sum(giorno_contato(termine, g) and not any(g in fermo for fermo in fermi) for g in giorni)


def _scadenze(termine: Termine, decorrenza: date, fermi: Sequence[Periodo]) -> tuple[date, date]:
    """(natural, effective) deadline from that start."""
    if termine.unita is Unita.GIORNI_LAVORATIVI:
        naturale = _avanza_lavorativi(termine, decorrenza, fermi)
    else:
        naturale = _avanza(decorrenza, _in_giorni(termine, decorrenza), fermi)
    return naturale, termine.calendario.primo_lavorativo(naturale) if termine.slitta else naturale


def _in_giorni(termine: Termine, decorrenza: date) -> int:
    """Months become days from that start, so that a stop can add its own days."""
    if termine.unita is Unita.MESI:
        return (aggiungi_mesi(decorrenza, termine.quanti) - decorrenza).days
    return termine.quanti


def _avanza(decorrenza: date, quanti: int, fermi: Sequence[Periodo]) -> date:
    fine = decorrenza + timedelta(days=quanti)
    for fermo in (f.dopo(decorrenza) for f in fermi):
        if fermo.dal <= fine:
            fine += timedelta(days=fermo.giorni)
    return fine


def _avanza_lavorativi(termine: Termine, decorrenza: date, fermi: Sequence[Periodo]) -> date:
    giorno, contati = decorrenza, 0
    while contati < termine.quanti:
        giorno += UN_GIORNO
        contati += termine.calendario.e_lavorativo(giorno) and not any(giorno in f for f in fermi)
    return giorno
