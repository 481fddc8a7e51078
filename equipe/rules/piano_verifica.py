"""Is a plan sound? The same check for what the solver proposes and for what somebody has changed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from adi_platform.agenda.rules.fasce import A_DISTANZA
from adi_platform.calendario.giorni import ROMA
from equipe.rules.piano_a_mano import distanti
from equipe.rules.piano_dati import Incontro, NucleoDaConvocare, Persona, Problema


@dataclass(frozen=True, slots=True, kw_only=True)
class Difetto:
    """What is wrong with the meeting of a household. `blocca` False: only a warning."""

    nucleo: str
    testo: str
    blocca: bool = True


def difetti(problema: Problema, incontri: Sequence[Incontro], *, di: str = "") -> tuple[Difetto, ...]:
    """Everything wrong in a plan, meeting by meeting and between meetings; empty when it can be confirmed.

    `di`: only what involves the meeting of that household, told from its side.
    """
    trovati: list[Difetto] = []
    for codice, volte in Counter(i.nucleo for i in incontri).items():
        if volte > 1:
            trovati.append(Difetto(nucleo=codice, testo="Il nucleo ha più di una riunione nel piano."))
    for incontro in incontri:
        nucleo = problema.nucleo(incontro.nucleo)
        if nucleo is None:
            trovati.append(
                Difetto(nucleo=incontro.nucleo, testo="Questo nucleo non è fra quelli da convocare.")
            )
        else:
            trovati += _da_solo(problema, nucleo, incontro)
    for uno, altro in combinations(sorted(incontri, key=lambda i: (i.nucleo == di, i.inizio, i.nucleo)), 2):
        trovati += _insieme(problema, uno, altro)
    return tuple(d for d in trovati if d.nucleo == (di or d.nucleo))


def _da_solo(problema: Problema, nucleo: NucleoDaConvocare, incontro: Incontro) -> Iterator[Difetto]:
    if nucleo.ostacolo:
        yield Difetto(nucleo=nucleo.codice, testo=nucleo.ostacolo)
    for testo in _tempi(problema, nucleo, incontro):
        yield Difetto(nucleo=nucleo.codice, testo=testo)
    for testo in _funzioni(problema, nucleo, incontro):
        yield Difetto(nucleo=nucleo.codice, testo=testo)
    for testo in _ore(problema, incontro):
        yield Difetto(nucleo=nucleo.codice, testo=testo)
    for testo in _sala(problema, incontro):
        yield Difetto(nucleo=nucleo.codice, testo=testo)
    for testo in _avvisi(problema, nucleo, incontro):
        yield Difetto(nucleo=nucleo.codice, testo=testo, blocca=False)


def _tempi(problema: Problema, nucleo: NucleoDaConvocare, incontro: Incontro) -> Iterator[str]:
    giorno = incontro.inizio.astimezone(ROMA).date()
    if not problema.dal <= giorno <= problema.al:
        yield f"Il giorno è fuori dal periodo del piano, dal {problema.dal:%d/%m/%Y} al {problema.al:%d/%m/%Y}."
    if incontro.fine - incontro.inizio < nucleo.tempo:
        yield f"La riunione dura meno di {nucleo.durata} minuti."


def _funzioni(problema: Problema, nucleo: NucleoDaConvocare, incontro: Incontro) -> Iterator[str]:
    coperte = Counter(funzione for funzione, _ in incontro.persone)
    for posto in nucleo.posti:
        suoi = [chi for funzione, chi in incontro.persone if funzione == posto.funzione]
        if not suoi or coperte[posto.funzione] < sum(p.funzione == posto.funzione for p in nucleo.posti):
            yield f"Manca la funzione «{posto.nome}»."
        elif not set(suoi) & set(posto.candidati):
            yield f"{_nome(problema, suoi[0])} non può coprire la funzione «{posto.nome}» per questo nucleo."


def _ore(problema: Problema, incontro: Incontro) -> Iterator[str]:
    for codice in sorted(incontro.chi):
        persona = problema.persona(codice)
        if persona is None:
            yield "Una delle persone non si può più convocare."
        elif not _disponibile(persona, incontro):
            dove = _dove(problema, incontro.luogo)
            yield f"{persona.nome} non ha dato disponibilità {dove} {_quando(incontro)}."


def _disponibile(persona: Persona, incontro: Incontro) -> bool:
    """Free for the whole meeting: hours given as OVUNQUE and hours given there may follow one another."""
    adesso = incontro.inizio
    for fascia in sorted(f for f in persona.fasce if f.serve(incontro.luogo)):
        if fascia.inizio <= adesso < fascia.fine:
            adesso = fascia.fine
    return adesso >= incontro.fine


def _sala(problema: Problema, incontro: Incontro) -> Iterator[str]:
    if incontro.luogo == A_DISTANZA:
        return
    sala = problema.sala(incontro.sala)
    if sala is None:
        yield "Scegli una stanza."
    elif sala.luogo != incontro.luogo:
        yield f"{sala.nome} è in un'altra sede."
    elif not any(f.contiene(incontro.inizio, incontro.fine) for f in sala.fasce):
        yield f"{sala.nome} non è libera {_quando(incontro)}."


def _avvisi(problema: Problema, nucleo: NucleoDaConvocare, incontro: Incontro) -> Iterator[str]:
    if incontro.inizio.astimezone(ROMA).date() > nucleo.entro:
        yield f"La riunione cade dopo il termine del {nucleo.entro:%d/%m/%Y}."
    if incontro.luogo not in nucleo.luoghi:
        yield f"Il luogo non è fra quelli indicati per il nucleo: {problema.nome_luogo(incontro.luogo)}."


def _insieme(problema: Problema, uno: Incontro, altro: Incontro) -> Iterator[Difetto]:
    """Two meetings that cannot both be held, told on `altro`: the later one, or the one being changed."""
    nomi = problema.nucleo(uno.nucleo)
    con = f"la riunione di {nomi.nome}" if nomi else "un'altra riunione"
    for codice in sorted(uno.chi & altro.chi):
        if uno.tocca(altro):
            testo = f"{_nome(problema, codice)} ha già {con} alle {_ora(uno)}."
            yield Difetto(nucleo=altro.nucleo, testo=testo)
        elif not distanti(problema, uno, altro):
            minuti = problema.minuti(uno.luogo, altro.luogo)
            testo = (
                f"{_nome(problema, codice)} non fa in tempo a spostarsi: fra {problema.nome_luogo(uno.luogo)}, "
                f"dove ha {con} alle {_ora(uno)}, e {problema.nome_luogo(altro.luogo)} servono {minuti} minuti."
            )
            yield Difetto(nucleo=altro.nucleo, testo=testo)
    if uno.sala and uno.sala == altro.sala and uno.tocca(altro):
        sala = problema.sala(uno.sala)
        testo = f"{sala.nome if sala else 'La stanza'} è già presa per {con} alle {_ora(uno)}."
        yield Difetto(nucleo=altro.nucleo, testo=testo)


def _nome(problema: Problema, codice: str) -> str:
    persona = problema.persona(codice)
    return persona.nome if persona else "Chi è indicato"


def _dove(problema: Problema, luogo: str) -> str:
    return "a distanza" if luogo == A_DISTANZA else f"a {problema.nome_luogo(luogo)}"


def _ora(incontro: Incontro) -> str:
    return f"{incontro.inizio.astimezone(ROMA):%H:%M}"


def _quando(incontro: Incontro) -> str:
    inizio, fine = incontro.inizio.astimezone(ROMA), incontro.fine.astimezone(ROMA)
    return f"il {inizio:%d/%m/%Y} dalle {inizio:%H:%M} alle {fine:%H:%M}"
