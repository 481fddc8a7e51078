"""The planner: chooses place, time and people of every meeting with OR-Tools CP-SAT.

First without the clock (`piano_rilassato`): where and in which half day, with a bound that holds for every
plan. Then with the clock (`piano_modello`), each day by itself. Households that do not fit together in a day
are forbidden to stay together, and those around them are placed once more, until every day fits.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from ortools.sat.python import cp_model

from equipe.rules.piano_a_mano import piano_a_mano
from equipe.rules.piano_costo import costo_di
from equipe.rules.piano_dati import EsitoPiano, Incontro, NucleoDaConvocare, Problema
from equipe.rules.piano_griglia import Griglia, mezza_giornata
from equipe.rules.piano_modello import Modello
from equipe.rules.piano_perche import perche_fuori
from equipe.rules.piano_rilassato import Dove, Giornata, Rilassato
from equipe.rules.piano_ritocchi import ritocca

Progresso = Callable[[int, int], None]
RITOCCHI = 4
TROVATA = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limiti:
    """How long to look for a better plan. With `seme` the same problem gives the same plan.

    `lavoro` is the solver's own measure of work (some seconds each on one core): it does not depend on the
    load of the machine, so the plan does not either. `secondi`, of processor, is the last resort: past it, no new try.
    `giri` is how many times the days are mended, placing again about `insieme` households together.
    """

    secondi: float = 60.0
    lavoro: float = 6.0
    lavoro_giro: float = 0.5
    giri: int = 8
    insieme: int = 32
    seme: int = 1


def pianifica(
    problema: Problema, *, limiti: Limiti | None = None, progresso: Progresso | None = None
) -> EsitoPiano:
    """The best plan found, never worse than the one made by hand; `progresso` receives value and bound."""
    ricerca = _Ricerca(problema, limiti or Limiti(), progresso)
    a_mano, valore_a_mano = ricerca.incontri, ricerca.valore
    ricerca.trova()
    if valore_a_mano < ricerca.valore:
        ricerca.incontri, ricerca.valore = a_mano, valore_a_mano
    return EsitoPiano(
        incontri=ricerca.incontri,
        esclusi=perche_fuori(problema, ricerca.incontri),
        valore=ricerca.valore,
        limite=min(ricerca.limite, ricerca.valore),
        secondi=time.monotonic() - ricerca.inizio,
        ottimo=ricerca.finita,
    )


class _Ricerca:
    """The best plan so far and what is known of every other."""

    def __init__(self, problema: Problema, limiti: Limiti, progresso: Progresso | None) -> None:
        self.problema, self.limiti, self.progresso = problema, limiti, progresso
        self.inizio, self._lavorato = time.monotonic(), time.process_time()
        self.incontri = piano_a_mano(problema)
        self.valore = costo_di(problema, self.incontri).totale
        self.limite = 0
        self.griglia = Griglia(problema)
        self._giornate: dict[Giornata, tuple[Incontro, ...]] = {}
        self._vietate: list[Giornata] = []

    @property
    def finita(self) -> bool:
        return self.valore <= self.limite

    @property
    def tempo(self) -> float:
        return self.limiti.secondi - (time.process_time() - self._lavorato)

    def trova(self) -> None:
        dove = self._senza_orologio()
        for _ in range(self.limiti.giri):
            self._considera(self._con_orologio(dove))
            nuove = self._impossibili(dove)
            if not nuove or self.finita or self.tempo < 1:
                break
            self._vietate += nuove
            dove = self._intorno(dove, {codice for giornata in nuove for codice, _ in giornata})
        self._ritocca()

    def _senza_orologio(self) -> dict[str, Dove]:
        """Of every household, with the bound that holds for every plan."""
        modello = Rilassato(self.problema, self.griglia)
        modello.suggerisci({i.nucleo: (i.luogo, *mezza_giornata(i.inizio)) for i in self.incontri})
        risolutore = _risolutore(self.limiti, secondi=self.tempo, lavoro=self.limiti.lavoro)
        if risolutore.solve(modello.cp) not in TROVATA:
            return {}
        self.limite = max(0, -int(-risolutore.best_objective_bound // 1))
        self._avvisa()
        return modello.dove(risolutore)

    def _intorno(self, dove: dict[str, Dove], toccati: set[str]) -> dict[str, Dove]:
        """Once more without the clock, only for these households and those that need the same people."""
        liberi = toccati | self._affini(toccati)
        ammessi = {codice: {qui} for codice, qui in dove.items() if codice not in liberi}
        modello = Rilassato(self.problema, self.griglia, ammessi=ammessi, vietate=self._vietate)
        modello.suggerisci(dove)
        risolutore = self._risolutore()
        return modello.dove(risolutore) if risolutore.solve(modello.cp) in TROVATA else dove

    def _affini(self, toccati: set[str]) -> set[str]:
        persone = {
            c for n in self.problema.nuclei if n.codice in toccati for p in n.posti for c in p.candidati
        }

        def comuni(nucleo: NucleoDaConvocare) -> int:
            return sum(bool(persone & set(posto.candidati)) for posto in nucleo.posti)

        ordinati = sorted(self.problema.nuclei, key=lambda n: (-comuni(n), n.codice))
        return {n.codice for n in ordinati[: self.limiti.insieme]}

    def _con_orologio(self, dove: dict[str, Dove]) -> tuple[Incontro, ...]:
        """Hours and rooms, a day at a time: people and travel of one day say nothing of another."""
        incontri = [i for giornata in _per_giorno(dove) for i in self._giornata(giornata)]
        return tuple(sorted(incontri, key=lambda i: (i.inizio, i.nucleo)))

    def _giornata(self, giornata: Giornata) -> tuple[Incontro, ...]:
        """The cheapest hours, remembered; whoever does not fit is left out."""
        if giornata not in self._giornate:
            modello = self._modello(giornata)
            risolutore = self._risolutore()
            trovata = risolutore.solve(modello.cp) in TROVATA
            self._giornate[giornata] = modello.incontri(risolutore) if trovata else ()
        return self._giornate[giornata]

    def _impossibili(self, dove: dict[str, Dove]) -> list[Giornata]:
        """Of each day that does not fit, the fewest households that cannot stay together."""
        piene = [g for g in _per_giorno(dove) if len(self._giornata(g)) < len(g)]
        return [self._nocciolo(g) for g in piene if self._non_ci_sta(g)]

    def _nocciolo(self, giornata: Giornata) -> Giornata:
        for uno in sorted(giornata):
            if self._non_ci_sta(giornata - {uno}):
                giornata -= {uno}
        return giornata

    def _non_ci_sta(self, giornata: Giornata) -> bool:
        """True only when it is sure."""
        modello = self._modello(giornata)
        modello.esigi_tutti()
        return self._risolutore().solve(modello.cp) == cp_model.INFEASIBLE

    def _modello(self, giornata: Giornata) -> Modello:
        dove = dict(giornata)
        sua = replace(self.problema, nuclei=tuple(n for n in self.problema.nuclei if n.codice in dove))
        return Modello(sua, self.griglia, {codice: {qui} for codice, qui in dove.items()})

    def _risolutore(self) -> cp_model.CpSolver:
        return _risolutore(self.limiti, secondi=max(0.5, self.tempo), lavoro=self.limiti.lavoro_giro)

    def _ritocca(self) -> None:
        """One household at a time, as long as it helps."""
        for _ in range(RITOCCHI):
            prima = self.valore
            self._considera(ritocca(self.problema, self.griglia, self.incontri))
            if self.valore >= prima:
                return

    def _considera(self, incontri: tuple[Incontro, ...]) -> None:
        """Keep it if it is better."""
        valore = costo_di(self.problema, incontri).totale
        if valore < self.valore:
            self.incontri, self.valore = incontri, valore
            self._avvisa()

    def _avvisa(self) -> None:
        if self.progresso is not None:
            self.progresso(self.valore, self.limite)


def _per_giorno(dove: dict[str, Dove]) -> list[Giornata]:
    giorni: dict[date, set[tuple[str, Dove]]] = defaultdict(set)
    for codice, qui in dove.items():
        giorni[qui[1]].add((codice, qui))
    return [frozenset(giorni[giorno]) for giorno in sorted(giorni)]


def _risolutore(limiti: Limiti, *, secondi: float, lavoro: float) -> cp_model.CpSolver:
    """One worker: with a limit on its work the same problem always gives the same answer."""
    risolutore = cp_model.CpSolver()
    parametri = risolutore.parameters
    parametri.max_time_in_seconds = secondi
    parametri.max_deterministic_time = lavoro
    parametri.random_seed = limiti.seme
    parametri.num_workers = 1
    parametri.linearization_level = 2
    parametri.cp_model_probing_level = 0
    parametri.symmetry_level = 0
    return risolutore
