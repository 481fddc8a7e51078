"""The problem without the clock: each household in a half day and a place, people and rooms by their hours.

Every real plan is a plan here too, at no greater cost: the bound of this smaller model holds for both. Its
solution says where the exact model should look first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from ortools.sat.python import cp_model

from adi_platform.agenda.rules.fasce import A_DISTANZA
from equipe.rules.piano_costo import costo_attesa, costo_fuori, costo_luogo, costo_ritardo
from equipe.rules.piano_dati import NucleoDaConvocare, Problema
from equipe.rules.piano_griglia import Griglia, Possibilita, mezza_giornata

Letterale = Any  # ortools ships no types
Mezza = tuple[date, bool]
Dove = tuple[str, date, bool]
# Households of one day, each with where it goes.
Giornata = frozenset[tuple[str, Dove]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carico:
    """Somebody busy for `lunghezza` steps somewhere in a half day, if `vero`; `passi` are those possible."""

    luogo: str
    lunghezza: int
    passi: frozenset[int]
    vero: Letterale


class Rilassato:
    """Variables, constraints and cost of the model without the clock."""

    def __init__(
        self,
        problema: Problema,
        griglia: Griglia,
        *,
        ammessi: Mapping[str, Collection[Dove]] | None = None,
        vietate: Iterable[Giornata] = (),
    ) -> None:
        """With `ammessi` a household only goes there; those of one of `vietate` do not all go where it says."""
        self.problema, self.griglia = problema, griglia
        self._ammessi = ammessi or {}
        self.cp = cp_model.CpModel()
        self.scelte: dict[str, dict[Dove, Letterale]] = {}
        self._persone: dict[str, dict[Mezza, list[Carico]]] = defaultdict(lambda: defaultdict(list))
        self._sale: dict[Dove, list[Carico]] = defaultdict(list)
        self._costi: list[Any] = []
        for nucleo in problema.nuclei:
            self._nucleo(nucleo)
        for codice, mezze in self._persone.items():
            self._persona(codice, mezze)
        for (luogo, _, _), carichi in self._sale.items():
            self._capienza(carichi, sum(s.luogo == luogo for s in problema.sale))
        for giornata in vietate:
            veri = [self.scelte[codice][dove] for codice, dove in giornata if dove in self.scelte[codice]]
            if len(veri) == len(giornata):
                self.cp.add(sum(veri) <= len(veri) - 1)
        self.cp.minimize(sum(self._costi))

    def dove(self, risolutore: cp_model.CpSolver) -> dict[str, Dove]:
        """Household -> half day and place chosen; those left out are missing."""
        return {
            codice: dove
            for codice, scelte in self.scelte.items()
            for dove, vero in scelte.items()
            if risolutore.boolean_value(vero)
        }

    def suggerisci(self, dove: dict[str, Dove]) -> None:
        for codice, scelte in self.scelte.items():
            for qui, vero in scelte.items():
                self.cp.add_hint(vero, dove.get(codice) == qui)

    def _nucleo(self, nucleo: NucleoDaConvocare) -> None:
        scelte = self.scelte[nucleo.codice] = {}
        possibili = sorted(self.griglia.possibilita(nucleo), key=lambda p: self.chiave(p))
        for dove, gruppo in groupby(possibili, key=self.chiave):
            if dove not in self._ammessi.get(nucleo.codice, (dove,)):
                continue
            vero = scelte[dove] = self.cp.new_bool_var("")
            self._costi.append(vero * self._costo(nucleo, dove))
            self._occupa(nucleo, dove, list(gruppo), vero)
        fuori = self.cp.new_bool_var("")
        self.cp.add_exactly_one([*scelte.values(), fuori])
        self._costi.append(fuori * costo_fuori(self.problema, nucleo))

    def chiave(self, possibile: Possibilita) -> Dove:
        return (possibile.luogo, *mezza_giornata(self.griglia.istante(possibile.passo)))

    def _costo(self, nucleo: NucleoDaConvocare, dove: Dove) -> int:
        luogo, giorno, _ = dove
        attesa = costo_attesa(self.problema, nucleo, giorno)
        return attesa + costo_ritardo(nucleo, giorno) + costo_luogo(nucleo, luogo)

    def _occupa(
        self, nucleo: NucleoDaConvocare, dove: Dove, gruppo: list[Possibilita], vero: Letterale
    ) -> None:
        luogo, giorno, pomeriggio = dove
        lunghezza = self.griglia.lunghezza(nucleo)
        occupati: dict[str, Letterale] = {}
        for n in range(len(nucleo.posti)):
            candidati = sorted({c for p in gruppo for c in p.candidati[n]})
            if len(candidati) == 1:
                occupati[candidati[0]] = vero
        passi = _passi(gruppo, lunghezza)
        if luogo != A_DISTANZA:
            self._sale[dove].append(Carico(luogo=luogo, lunghezza=lunghezza, passi=passi, vero=vero))
        carichi = list(occupati.items())
        for n in range(len(nucleo.posti)):
            candidati = sorted({c for p in gruppo for c in p.candidati[n]} - set(occupati))
            if candidati and not any(c in occupati for p in gruppo for c in p.candidati[n]):
                veri = [self.cp.new_bool_var("") for _ in candidati]
                self.cp.add_exactly_one([*veri, vero.negated()])
                carichi += zip(candidati, veri, strict=True)
        for persona, suo in carichi:
            mie = _passi((p for p in gruppo if any(persona in c for c in p.candidati)), lunghezza)
            carico = Carico(luogo=luogo, lunghezza=lunghezza, passi=mie, vero=suo)
            self._persone[persona][giorno, pomeriggio].append(carico)

    def _persona(self, codice: str, mezze: dict[Mezza, list[Carico]]) -> None:
        """Hours of a half day, one venue each, travel once a day and place."""
        persona = self.problema.persona(codice)
        base = persona.base if persona else ""
        al_giorno: dict[tuple[date, str], list[Letterale]] = defaultdict(list)
        for (giorno, _), carichi in mezze.items():
            self._capienza(carichi, 1)
            qui: dict[str, Letterale] = {}
            for luogo in sorted({c.luogo for c in carichi} - {A_DISTANZA}):
                vero = qui[luogo] = self.cp.new_bool_var("")
                suoi = [c for c in carichi if c.luogo == luogo]
                for carico in suoi:
                    self.cp.add_implication(carico.vero, vero)
                self._capienza(suoi, 1, se=vero)
                al_giorno[giorno, luogo].append(vero)
            if len(qui) > 1:
                self.cp.add_at_most_one(qui.values())
        for (_, luogo), veri in al_giorno.items():
            minuti = 2 * self.problema.minuti(base, luogo) if luogo != base else 0
            if minuti:
                self._costi.append(minuti * self._almeno_uno(veri))

    def _almeno_uno(self, veri: list[Letterale]) -> Letterale:
        if len(veri) == 1:
            return veri[0]
        va = self.cp.new_bool_var("")
        for vero in veri:
            self.cp.add_implication(vero, va)
        return va

    def _capienza(self, carichi: list[Carico], quante: int, *, se: Letterale | None = None) -> None:
        """No more hours than there are; a meeting of two steps cannot use the odd one that remains."""
        liberi = len({passo for c in carichi for passo in c.passi}) * quante
        totale = sum(c.lunghezza * c.vero for c in carichi)
        if se is not None:
            self.cp.add(totale <= liberi * se)
        elif sum(c.lunghezza for c in carichi) > liberi:
            self.cp.add(totale <= liberi)


def _passi(gruppo: Iterable[Possibilita], lunghezza: int) -> frozenset[int]:
    return frozenset(passo for p in gruppo for passo in range(p.passo, p.passo + lunghezza))
