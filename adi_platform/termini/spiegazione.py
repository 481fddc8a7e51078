"""Why that deadline: the days of a term, row by row, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from adi_platform.calendario.giorni import UN_GIORNO
from adi_platform.termini.calcolo import Termine, TermineCalcolato, calcola, giorno_contato
from adi_platform.termini.sospensioni import Fermo, Interruzione


class TipoRiga(StrEnum):
    INIZIO = "inizio"
    CORRE = "corre"
    FERMO = "fermo"
    PERSO = "perso"
    SLITTAMENTO = "slittamento"


@dataclass(frozen=True, slots=True, kw_only=True)
class Riga:
    """Days `dal`-`al`, both included. `giorni_contati` are those that consume the term."""

    dal: date
    al: date
    tipo: TipoRiga
    che_cosa: str
    giorni_contati: int
    riferimento: str

    @property
    def giorni(self) -> int:
        return (self.al - self.dal).days + 1


def spiega(termine: Termine) -> tuple[Riga, ...]:
    """Rows that tile the time from the start day to the deadline, without gaps or overlaps.

    The counted days add up to the term (for months: to its days from the last start).
    """
    calcolato = calcola(termine)
    righe = [_riga_iniziale(termine)]
    righe.extend(_tratto(calcolato, dal, al) for dal, al in pairwise(_confini(calcolato)))
    if calcolato.slittata:
        righe.append(_riga_slittamento(calcolato))
    return tuple(righe)


def _riga_iniziale(termine: Termine) -> Riga:
    return Riga(
        dal=termine.inizio,
        al=termine.inizio,
        tipo=TipoRiga.INIZIO,
        che_cosa="Giorno iniziale: non si conta",
        giorni_contati=0,
        riferimento=termine.riferimento,
    )


def _riga_slittamento(calcolato: TermineCalcolato) -> Riga:
    calendario = calcolato.termine.calendario
    motivo = calendario.motivo_festivo(calcolato.naturale)
    return Riga(
        dal=calcolato.naturale + UN_GIORNO,
        al=calcolato.scadenza,
        tipo=TipoRiga.SLITTAMENTO,
        che_cosa=f"L'ultimo giorno è festivo ({motivo}): il termine passa al primo giorno lavorativo",
        giorni_contati=0,
        riferimento=calcolato.termine.riferimento,
    )


def _efficaci(calcolato: TermineCalcolato) -> Iterator[Fermo]:
    yield from calcolato.termine.sospensioni
    yield from calcolato.interruzioni


def _confini(calcolato: TermineCalcolato) -> list[date]:
    """Days on which something changes, from the day after the start to the day after the end."""
    primo, fine = calcolato.termine.inizio + UN_GIORNO, calcolato.naturale + UN_GIORNO
    tagli = {primo, fine, calcolato.decorrenza + UN_GIORNO}
    for fermo in _efficaci(calcolato):
        tagli |= {fermo.periodo.dal, fermo.periodo.al}
    return sorted(taglio for taglio in tagli if primo <= taglio <= fine)


def _tratto(calcolato: TermineCalcolato, dal: date, al_escluso: date) -> Riga:
    al = al_escluso - UN_GIORNO
    attivi = [fermo for fermo in _efficaci(calcolato) if dal in fermo.periodo]
    if attivi:
        return _riga_ferma(attivi, dal, al)
    if al <= calcolato.decorrenza:
        return _riga_persa(calcolato, dal, al)
    return _riga_che_corre(calcolato.termine, dal, al)


def _riga_ferma(attivi: list[Fermo], dal: date, al: date) -> Riga:
    verbo = "Termine interrotto" if any(isinstance(f, Interruzione) for f in attivi) else "Termine sospeso"
    return Riga(
        dal=dal,
        al=al,
        tipo=TipoRiga.FERMO,
        che_cosa=f"{verbo}: {_elenco(f.causa for f in attivi)}",
        giorni_contati=0,
        riferimento=_elenco(f.riferimento for f in attivi),
    )


def _riga_persa(calcolato: TermineCalcolato, dal: date, al: date) -> Riga:
    successive = [i for i in calcolato.interruzioni if i.ultimo_giorno >= al]
    causa = _elenco(i.causa for i in successive[:1])
    return Riga(
        dal=dal,
        al=al,
        tipo=TipoRiga.PERSO,
        che_cosa=f"Giorni trascorsi che non contano più: il termine è ripartito da capo ({causa})",
        giorni_contati=0,
        riferimento=_elenco(i.riferimento for i in successive[:1]),
    )


def _riga_che_corre(termine: Termine, dal: date, al: date) -> Riga:
    giorni = (dal + timedelta(days=n) for n in range((al - dal).days + 1))
    return Riga(
        dal=dal,
        al=al,
        tipo=TipoRiga.CORRE,
        che_cosa="Il termine corre",
        giorni_contati=sum(giorno_contato(termine, giorno) for giorno in giorni),
        riferimento=termine.riferimento,
    )


def _elenco(testi: Iterator[str]) -> str:
    """Distinct texts in order, for a day stopped by more than one cause."""
    return "; ".join(dict.fromkeys(testo for testo in testi if testo))
