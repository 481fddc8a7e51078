"""Time cut in steps: free hours as bits of an integer, so that common hours are one `and`.

Bit `n` of a mask is the step `n` since midnight of the first day; a start mask has the bits from which
a whole meeting fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from adi_platform.agenda.rules.fasce import A_DISTANZA, Fascia
from adi_platform.calendario.giorni import ROMA
from equipe.rules.piano_dati import NucleoDaConvocare, Posto, Problema

MINUTI_AL_GIORNO = 24 * 60
META_GIORNATA = 13 * 60 + 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Possibilita:
    """A place and a start that every function of a household can reach; `sale` are the rooms free then."""

    luogo: str
    passo: int
    sale: tuple[str, ...]
    candidati: tuple[tuple[str, ...], ...]


class Griglia:
    """Masks of a problem, computed once."""

    def __init__(self, problema: Problema) -> None:
        self.problema = problema
        self.al_giorno = MINUTI_AL_GIORNO // problema.passo
        luoghi = {luogo for nucleo in problema.nuclei for luogo in nucleo.luoghi}
        self._persone = {
            (persona.codice, luogo): self.maschera(f for f in persona.fasce if f.serve(luogo))
            for persona in problema.persone
            for luogo in luoghi
        }
        self._possibilita: dict[str, tuple[Possibilita, ...]] = {}
        self._sale = {sala.codice: self.maschera(sala.fasce) for sala in problema.sale}

    def maschera(self, fasce: Iterable[Fascia]) -> int:
        """Steps wholly inside the stretches, from the first day of the problem on."""
        return reduce(or_, (self._passi(fascia) for fascia in fasce), 0)

    def passo_di(self, istante: datetime) -> int:
        """The step that holds an instant, on the clock of Rome."""
        locale = istante.astimezone(ROMA)
        minuti = locale.hour * 60 + locale.minute
        return self.giorno(locale.date()) * self.al_giorno + minuti // self.problema.passo

    def giorno(self, giorno: date) -> int:
        return (giorno - self.problema.dal).days

    def data(self, passo: int) -> date:
        return self.problema.dal + timedelta(days=passo // self.al_giorno)

    def istante(self, passo: int) -> datetime:
        minuti = passo % self.al_giorno * self.problema.passo
        return datetime.combine(self.data(passo), time(minuti // 60, minuti % 60), tzinfo=ROMA)

    def lunghezza(self, nucleo: NucleoDaConvocare) -> int:
        """Steps that a meeting takes."""
        return -(-nucleo.durata // self.problema.passo)

    def inizi(self, persona: str, luogo: str, lunghezza: int) -> int:
        return _inizi(self._persone.get((persona, luogo), 0), lunghezza)

    def inizi_posto(self, posto: Posto, luogo: str, lunghezza: int) -> int:
        """Starts at which at least one of the candidates is there."""
        return reduce(or_, (self.inizi(c, luogo, lunghezza) for c in posto.candidati), 0)

    def inizi_sala(self, sala: str, lunghezza: int) -> int:
        return _inizi(self._sale[sala], lunghezza)

    def inizi_stanze(self, luogo: str, lunghezza: int) -> int:
        """Starts at which a room of the place is free; every start, on line."""
        if luogo == A_DISTANZA:
            return (1 << (self.giorno(self.problema.al) + 1) * self.al_giorno) - 1
        sale = (self.inizi_sala(s.codice, lunghezza) for s in self.problema.sale if s.luogo == luogo)
        return reduce(or_, sale, 0)

    def inizi_comuni(self, nucleo: NucleoDaConvocare, luogo: str) -> int:
        """Starts at which every function is there, rooms apart."""
        lunghezza = self.lunghezza(nucleo)
        comune = -1
        for posto in nucleo.posti:
            comune &= self.inizi_posto(posto, luogo, lunghezza)
        return comune if nucleo.posti and not nucleo.ostacolo else 0

    def possibilita(self, nucleo: NucleoDaConvocare) -> Iterator[Possibilita]:
        """In order of preference of place, then of time; found once."""
        if nucleo.codice not in self._possibilita:
            self._possibilita[nucleo.codice] = tuple(self._trova_possibilita(nucleo))
        return iter(self._possibilita[nucleo.codice])

    def _trova_possibilita(self, nucleo: NucleoDaConvocare) -> Iterator[Possibilita]:
        lunghezza = self.lunghezza(nucleo)
        for luogo in nucleo.luoghi:
            sale = [s.codice for s in self.problema.sale if s.luogo == luogo]
            inizi_sale = {s: self.inizi_sala(s, lunghezza) for s in sale}
            persone = {c: self.inizi(c, luogo, lunghezza) for posto in nucleo.posti for c in posto.candidati}
            for passo in bit(self.inizi_comuni(nucleo, luogo) & self.inizi_stanze(luogo, lunghezza)):
                yield Possibilita(
                    luogo=luogo,
                    passo=passo,
                    sale=tuple(s for s in sale if inizi_sale[s] >> passo & 1),
                    candidati=tuple(
                        tuple(c for c in posto.candidati if persone[c] >> passo & 1) for posto in nucleo.posti
                    ),
                )

    def _passi(self, fascia: Fascia) -> int:
        inizio, fine = fascia.inizio.astimezone(ROMA), fascia.fine.astimezone(ROMA)
        primo = self.passo_di(inizio)
        if (inizio.hour * 60 + inizio.minute) % self.problema.passo:
            primo += 1
        ultimo = self.passo_di(fine)
        primo = max(primo, 0)
        limite = (self.giorno(self.problema.al) + 1) * self.al_giorno
        ultimo = min(ultimo, limite)
        return ((1 << ultimo - primo) - 1) << primo if ultimo > primo else 0


def mezza_giornata(istante: datetime) -> tuple[date, bool]:
    """The day, and whether it is the afternoon, by the clock of Rome."""
    locale = istante.astimezone(ROMA)
    return locale.date(), locale.hour * 60 + locale.minute >= META_GIORNATA


def bit(maschera: int) -> Iterator[int]:
    """Positions of the bits set, from the lowest."""
    while maschera:
        minore = maschera & -maschera
        yield minore.bit_length() - 1
        maschera ^= minore


def _inizi(maschera: int, lunghezza: int) -> int:
    risultato = maschera
    for spostamento in range(1, lunghezza):
        risultato &= maschera >> spostamento
    return risultato
