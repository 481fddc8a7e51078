"""The problem as a CP-SAT model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from ortools.sat.python import cp_model

from adi_platform.agenda.rules.fasce import A_DISTANZA
from equipe.rules.piano_costo import costo_attesa, costo_fuori, costo_luogo, costo_ritardo
from equipe.rules.piano_dati import Incontro, NucleoDaConvocare, Problema
from equipe.rules.piano_griglia import Griglia, Possibilita, mezza_giornata
from equipe.rules.piano_sale import GruppoDiSale, assegna_sale, gruppi_di_sale

Letterale = Any  # ortools ships no types
Dove = tuple[str, date, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scelta:
    """A boolean of the model: this household, in this group of rooms, at this step."""

    nucleo: NucleoDaConvocare
    possibile: Possibilita
    gruppo: GruppoDiSale | None
    vero: Letterale
    lunghezza: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenza:
    """A person busy for `lunghezza` steps from `passo` in a place, if `vero`."""

    nucleo: str
    luogo: str
    passo: int
    lunghezza: int
    vero: Letterale

    @property
    def fine(self) -> int:
        return self.passo + self.lunghezza


class Modello:
    """Variables, constraints and cost; `cp` is what the solver takes."""

    def __init__(
        self, problema: Problema, griglia: Griglia, ammessi: Mapping[str, Collection[Dove]] | None = None
    ) -> None:
        """With `ammessi` a household is only tried in those half days and places (none: everywhere)."""
        self.problema, self.griglia = problema, griglia
        self._ammessi = ammessi or {}
        self.cp = cp_model.CpModel()
        self.scelte: dict[str, list[Scelta]] = {n.codice: [] for n in problema.nuclei}
        self._sedute: dict[tuple[int, int], list[tuple[str, Letterale]]] = {}
        self._presenze: dict[str, list[Presenza]] = defaultdict(list)
        self._derivati: list[tuple[Letterale, list[int]]] = []
        self._fuori: dict[str, Letterale] = {}
        self._costi: list[Any] = []
        gruppi = gruppi_di_sale(problema, self.griglia)
        for nucleo in problema.nuclei:
            self._nucleo(nucleo, gruppi)
        self._sale()
        for persona, presenze in self._presenze.items():
            self._una_riunione_alla_volta(presenze)
            self._luoghi(persona, presenze)
        self.cp.minimize(sum(self._costi))

    def esigi_tutti(self) -> None:
        """Only whether everybody fits, at whatever cost."""
        for vero in self._fuori.values():
            self.cp.add(vero == 0)
        self.cp.clear_objective()  # type: ignore[no-untyped-call]  # ortools ships no types

    def suggerisci(self, incontri: Iterable[Incontro]) -> None:
        """Start the search from this plan, down to the last boolean."""
        noti = {i.nucleo: i for i in incontri}
        veri: set[int] = set()
        for codice, scelte in self.scelte.items():
            incontro = noti.get(codice)
            suo = next((s for s in scelte if incontro and self._corrisponde(s, incontro)), None)
            if suo is None or incontro is None:
                veri.add(self._fuori[codice].index)
                continue
            veri.add(suo.vero.index)
            for posto, persona, vero in self._membri(suo):
                if (suo.nucleo.posti[posto].funzione, persona) in incontro.persone:
                    veri.add(vero.index)
        for vero, cause in self._derivati:
            if not veri.isdisjoint(cause):
                veri.add(vero.index)
        for numero in self._booleani():
            self.cp.add_hint(self.cp.get_bool_var_from_proto_index(numero), numero in veri)

    def _booleani(self) -> Iterable[int]:
        return (n for n, v in enumerate(self.cp.proto.variables) if list(v.domain) == [0, 1])

    def incontri(self, risolutore: cp_model.CpSolver) -> tuple[Incontro, ...]:
        """The meetings of the solution, with their rooms, in order of time."""
        vere = [s for scelte in self.scelte.values() for s in scelte if risolutore.boolean_value(s.vero)]
        vere.sort(key=lambda s: (s.possibile.passo, s.nucleo.codice))
        sale = assegna_sale(
            [(s.nucleo.codice, s.gruppo, s.possibile.passo, s.lunghezza) for s in vere if s.gruppo]
        )
        return tuple(self._incontro(scelta, sale, risolutore) for scelta in vere)

    def _incontro(self, scelta: Scelta, sale: dict[str, str], risolutore: cp_model.CpSolver) -> Incontro:
        inizio = self.griglia.istante(scelta.possibile.passo)
        scelti = {
            posto: persona for posto, persona, vero in self._membri(scelta) if risolutore.boolean_value(vero)
        }
        persone = tuple(
            (posto.funzione, scelti[n] if n in scelti else scelta.possibile.candidati[n][0])
            for n, posto in enumerate(scelta.nucleo.posti)
        )
        return Incontro(
            nucleo=scelta.nucleo.codice,
            inizio=inizio,
            fine=inizio + scelta.nucleo.tempo,
            luogo=scelta.possibile.luogo,
            sala=sale.get(scelta.nucleo.codice, ""),
            persone=persone,
        )

    def _membri(self, scelta: Scelta) -> Iterable[tuple[int, str, Letterale]]:
        """Booleans of the posts that several people can cover."""
        for n in range(len(scelta.nucleo.posti)):
            for persona, vero in self._sedute.get((scelta.vero.index, n), []):
                yield n, persona, vero

    def _corrisponde(self, scelta: Scelta, incontro: Incontro) -> bool:
        return (
            scelta.possibile.luogo == incontro.luogo
            and self.griglia.istante(scelta.possibile.passo) == incontro.inizio
            and (scelta.gruppo is None or incontro.sala in scelta.gruppo.sale)
        )

    def _nucleo(self, nucleo: NucleoDaConvocare, gruppi: Sequence[GruppoDiSale]) -> None:
        """One choice at most; each has its cost, and none at all costs most."""
        lunghezza = self.griglia.lunghezza(nucleo)
        for possibile in self._possibili(nucleo):
            qui = [g for g in gruppi if set(g.sale) & set(possibile.sale)]
            for gruppo in qui if possibile.luogo != A_DISTANZA else [None]:
                vero = self.cp.new_bool_var("")
                scelta = Scelta(
                    nucleo=nucleo, possibile=possibile, gruppo=gruppo, vero=vero, lunghezza=lunghezza
                )
                self.scelte[nucleo.codice].append(scelta)
                self._squadra(scelta)
                giorno = self.griglia.data(possibile.passo)
                self._costi.append(
                    vero
                    * (
                        costo_ritardo(nucleo, giorno)
                        + costo_attesa(self.problema, nucleo, giorno)
                        + costo_luogo(nucleo, possibile.luogo)
                    )
                )
        fuori = self._fuori[nucleo.codice] = self.cp.new_bool_var("")
        self.cp.add_exactly_one([*(s.vero for s in self.scelte[nucleo.codice]), fuori])
        self._costi.append(fuori * costo_fuori(self.problema, nucleo))

    def _possibili(self, nucleo: NucleoDaConvocare) -> Iterable[Possibilita]:
        ammessi = self._ammessi.get(nucleo.codice)
        for possibile in self.griglia.possibilita(nucleo):
            dove = (possibile.luogo, *mezza_giornata(self.griglia.istante(possibile.passo)))
            if ammessi is None or dove in ammessi:
                yield possibile

    def _squadra(self, scelta: Scelta) -> None:
        """Who is busy with the choice: the only candidate, or exactly one of several."""
        soli = {candidati[0] for candidati in scelta.possibile.candidati if len(candidati) == 1}
        for persona in sorted(soli):
            self._occupa(persona, scelta, scelta.vero)
        for n, candidati in enumerate(scelta.possibile.candidati):
            if len(candidati) == 1:
                continue
            coppie = [(persona, self.cp.new_bool_var("")) for persona in candidati if persona not in soli]
            self.cp.add(sum(vero for _, vero in coppie) == scelta.vero)
            self._sedute[scelta.vero.index, n] = coppie
            for persona, vero in coppie:
                self._occupa(persona, scelta, vero)

    def _occupa(self, persona: str, scelta: Scelta, vero: Letterale) -> None:
        self._presenze[persona].append(
            Presenza(
                nucleo=scelta.nucleo.codice,
                luogo=scelta.possibile.luogo,
                passo=scelta.possibile.passo,
                lunghezza=scelta.lunghezza,
                vero=vero,
            )
        )

    def _nuovo(self, se: Sequence[Letterale]) -> Letterale:
        """A boolean that is true when one of `se` is: remembered, so that a hint can be completed."""
        vero = self.cp.new_bool_var("")
        self._derivati.append((vero, [letterale.index for letterale in se]))
        return vero

    def _sale(self) -> None:
        """Rooms of a group are alike: at each step no more meetings than rooms."""
        carichi: dict[tuple[GruppoDiSale, int], list[Letterale]] = defaultdict(list)
        for scelte in self.scelte.values():
            for scelta in scelte:
                for passo in range(scelta.possibile.passo, scelta.possibile.passo + scelta.lunghezza):
                    if scelta.gruppo is not None:
                        carichi[scelta.gruppo, passo].append(scelta.vero)
        for (gruppo, _), veri in carichi.items():
            if len(veri) > len(gruppo.sale):
                self.cp.add(sum(veri) <= len(gruppo.sale))

    def _una_riunione_alla_volta(self, presenze: Sequence[Presenza]) -> None:
        per_passo: dict[int, list[Letterale]] = defaultdict(list)
        for presenza in presenze:
            for passo in range(presenza.passo, presenza.fine):
                per_passo[passo].append(presenza.vero)
        for veri in per_passo.values():
            if len(veri) > 1:
                self.cp.add_at_most_one(veri)

    def _luoghi(self, codice: str, presenze: Sequence[Presenza]) -> None:
        """One venue for each half day, the time to change between the two, travel once a day and place."""
        persona = self.problema.persona(codice)
        base = persona.base if persona else ""
        mezze: dict[tuple[date, bool], dict[str, list[Presenza]]] = defaultdict(lambda: defaultdict(list))
        va_al_giorno: dict[tuple[date, str], list[Letterale]] = defaultdict(list)
        for presenza in presenze:
            if presenza.luogo != A_DISTANZA:
                mezze[mezza_giornata(self.griglia.istante(presenza.passo))][presenza.luogo].append(presenza)
        for (giorno, pomeriggio), per_luogo in mezze.items():
            qui = {luogo: self._si_trova(insieme) for luogo, insieme in per_luogo.items()}
            if len(qui) > 1:
                self.cp.add_at_most_one(qui.values())
            for luogo, vero in qui.items():
                va_al_giorno[giorno, luogo].append(vero)
            fuori = [p for luogo, insieme in per_luogo.items() if luogo != base for p in insieme]
            self._attesa(fuori)
            if pomeriggio and (giorno, False) in mezze:
                self._a_mezzogiorno(mezze[giorno, False], per_luogo)
        for (_, luogo), veri in va_al_giorno.items():
            self._viaggio(veri, 2 * self.problema.minuti(base, luogo) if luogo != base else 0)

    def _si_trova(self, insieme: Sequence[Presenza]) -> Letterale:
        """True when the person is in that place for that half day."""
        qui = self._nuovo([p.vero for p in insieme])
        for veri in _per_nucleo(insieme).values():
            self.cp.add_at_most_one([*veri, qui.negated()])
        capienza = len({passo for p in insieme for passo in range(p.passo, p.fine)})
        self.cp.add(sum(p.lunghezza * p.vero for p in insieme) <= capienza * qui)
        return qui

    def _a_mezzogiorno(self, mattina: dict[str, list[Presenza]], sera: dict[str, list[Presenza]]) -> None:
        """From the last place of the morning to the first of the afternoon there must be the time to go."""
        for da, a in product(mattina, sera):
            viaggio = -(-self.problema.minuti(da, a) // self.problema.passo)
            for prima, dopo in product(mattina[da], sera[a]) if viaggio else ():
                if prima.passo <= dopo.passo < prima.fine + viaggio:
                    self.cp.add_at_most_one([prima.vero, dopo.vero])

    def _viaggio(self, veri: Sequence[Letterale], minuti: int) -> None:
        """There and back once a day and place, whatever the number of meetings."""
        if not minuti:
            return
        va = veri[0] if len(veri) == 1 else self._nuovo(veri)
        if len(veri) > 1:
            for vero in veri:
                self.cp.add_implication(vero, va)
        self._costi.append(minuti * va)

    def _attesa(self, insieme: Sequence[Presenza]) -> None:
        """Empty steps between the first and the last meeting of half a day away from one's office."""
        if len({p.nucleo for p in insieme}) < 2:
            return
        primo, ultimo = min(p.passo for p in insieme), max(p.fine for p in insieme)
        inizio, fine = (self.cp.new_int_var(primo, ultimo, "") for _ in range(2))
        vuoti = self.cp.new_int_var(0, ultimo - primo, "")
        for passo in range(primo, ultimo):
            qui = [p.vero for p in insieme if p.passo <= passo < p.fine]
            if not qui:
                continue
            occupato = self._nuovo(qui)
            self.cp.add_exactly_one([*qui, occupato.negated()])
            self.cp.add(fine >= primo + (passo + 1 - primo) * occupato)
            self.cp.add(inizio <= ultimo - (ultimo - passo) * occupato)
        self.cp.add(vuoti >= fine - inizio - sum(p.lunghezza * p.vero for p in insieme))
        self._costi.append(self.problema.passo * vuoti)


def _per_nucleo(insieme: Iterable[Presenza]) -> dict[str, list[Letterale]]:
    nuclei: dict[str, list[Letterale]] = defaultdict(list)
    for presenza in insieme:
        nuclei[presenza.nucleo].append(presenza.vero)
    return nuclei
