"""The planner: chooses place, time and people of every meeting with OR-Tools CP-SAT.

First without the clock (`piano_rilassato`): where and in which half day, with a bound that holds for every
plan. Then with the clock (`piano_modello`) around that choice; then again and again on a few households at
a time, the others held in their half day, as long as there is work left.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from equipe.rules.piano_a_mano import piano_a_mano
from equipe.rules.piano_costo import costo_di
from equipe.rules.piano_dati import EsitoPiano, NucleoDaConvocare, Problema
from equipe.rules.piano_griglia import Griglia, mezza_giornata
from equipe.rules.piano_modello import Modello
from equipe.rules.piano_perche import perche_fuori
from equipe.rules.piano_rilassato import Dove, Rilassato
from equipe.rules.piano_ritocchi import ritocca

Progresso = Callable[[int, int], None]
RITOCCHI = 4
SCARTO = 0.003  # of the model without the clock: nearer costs more than it gives


@dataclass(frozen=True, slots=True, kw_only=True)
class Limiti:
    """How long to look for a better plan. With `seme` the same problem gives the same plan.

    `lavoro` is the solver's own measure of work (some seconds each on one core): it does not depend on the
    load of the machine, so the plan does not either. `secondi` is the last resort: past it, no new try.
    `giri` is how many times some households (`insieme`) are tried again together.
    """

    secondi: float = 60.0
    lavoro: float = 4.0
    lavoro_giro: float = 0.5
    giri: int = 5
    insieme: int = 6
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
        self.inizio = time.monotonic()
        self.incontri = piano_a_mano(problema)
        self.valore = costo_di(problema, self.incontri).totale
        self.limite = 0
        self.griglia = Griglia(problema)
        self._possibili = [n for n in problema.nuclei if next(self.griglia.possibilita(n), None) is not None]

    @property
    def finita(self) -> bool:
        return self.valore <= self.limite

    @property
    def tempo(self) -> float:
        return self.limiti.secondi - (time.monotonic() - self.inizio)

    def trova(self) -> None:
        dove = self._senza_orologio()
        self._con_orologio({codice: {qui} for codice, qui in dove.items()}, parti_da_qui=True)
        self._ritocca()
        caso = random.Random(self.limiti.seme)  # noqa: S311 - the order of the tries, not a secret
        for _ in range(self.limiti.giri):
            if not self._possibili or self.finita or self.tempo < 1:
                return
            liberi = self._vicini(caso)
            self._con_orologio({c: {qui} for c, qui in self._dove().items() if c not in liberi})
            self._ritocca()

    def _ritocca(self) -> None:
        """One household at a time, as long as it helps."""
        for _ in range(RITOCCHI):
            trovati = ritocca(self.problema, self.griglia, self.incontri)
            valore = costo_di(self.problema, trovati).totale
            if valore >= self.valore:
                return
            self.incontri, self.valore = trovati, valore
            self._avvisa()

    def _vicini(self, caso: random.Random) -> set[str]:
        """Households to try together: one, with those that need the same people; the left out come first."""
        convocati = {i.nucleo for i in self.incontri}
        fuori = [n for n in self._possibili if n.codice not in convocati]
        primo = caso.choice(fuori or self._possibili)
        persone = {c for posto in primo.posti for c in posto.candidati}

        def affine(nucleo: NucleoDaConvocare) -> float:
            comuni = sum(bool(persone & set(posto.candidati)) for posto in nucleo.posti)
            return comuni + caso.random() * 2

        ordinati = sorted(self._possibili, key=affine, reverse=True)
        return {primo.codice, *(n.codice for n in ordinati[: self.limiti.insieme])}

    def _senza_orologio(self) -> dict[str, Dove]:
        modello = Rilassato(self.problema)
        modello.suggerisci(self._dove())
        risolutore = _risolutore(self.limiti, secondi=self.tempo, lavoro=self.limiti.lavoro, scarto=SCARTO)
        stato = risolutore.solve(modello.cp)
        if stato not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return {}
        self.limite = max(0, -int(-risolutore.best_objective_bound // 1))
        self._avvisa()
        return modello.dove(risolutore)

    def _con_orologio(self, ammessi: dict[str, set[Dove]], *, parti_da_qui: bool = False) -> None:
        """Solve with some households held; the first time its plan is kept as it is, to be mended after."""
        modello = Modello(self.problema, ammessi)
        if not parti_da_qui:
            modello.suggerisci(self.incontri)
        risolutore = _risolutore(self.limiti, secondi=max(0.5, self.tempo), lavoro=self.limiti.lavoro_giro)
        if risolutore.solve(modello.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return
        trovati = modello.incontri(risolutore)
        valore = costo_di(self.problema, trovati).totale
        if parti_da_qui or valore <= self.valore:
            self.incontri, self.valore = trovati, valore
            self._avvisa()

    def _dove(self) -> dict[str, Dove]:
        return {i.nucleo: (i.luogo, *mezza_giornata(i.inizio)) for i in self.incontri}

    def _avvisa(self) -> None:
        if self.progresso is not None:
            self.progresso(self.valore, self.limite)


def _risolutore(limiti: Limiti, *, secondi: float, lavoro: float, scarto: float = 0.0) -> cp_model.CpSolver:
    """One worker: with a limit on its work the same problem always gives the same answer."""
    risolutore = cp_model.CpSolver()
    parametri = risolutore.parameters
    parametri.max_time_in_seconds = secondi
    parametri.max_deterministic_time = lavoro
    parametri.relative_gap_limit = scarto
    parametri.random_seed = limiti.seme
    parametri.num_workers = 1
    parametri.linearization_level = 2
    parametri.cp_model_probing_level = 0
    parametri.symmetry_level = 0
    return risolutore
