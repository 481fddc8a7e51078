"""The plan as one makes it by hand: the nearest deadline first, the first free hour for everybody."""

from __future__ import annotations

from collections.abc import Sequence

from adi_platform.agenda.rules.fasce import A_DISTANZA
from equipe.rules.piano_dati import Incontro, NucleoDaConvocare, Problema
from equipe.rules.piano_griglia import Griglia, Possibilita, mezza_giornata


def piano_a_mano(problema: Problema) -> tuple[Incontro, ...]:
    """Valid, never clever. In order of time."""
    griglia = Griglia(problema)
    presi: list[Incontro] = []
    for nucleo in sorted(problema.nuclei, key=lambda n: (n.entro, n.codice)):
        trovato = primo_libero(problema, griglia, nucleo, presi)
        if trovato is not None:
            presi.append(trovato)
    return tuple(sorted(presi, key=lambda i: (i.inizio, i.nucleo)))


def primo_libero(
    problema: Problema, griglia: Griglia, nucleo: NucleoDaConvocare, presi: Sequence[Incontro]
) -> Incontro | None:
    """The first hour that leaves the other meetings as they are; the preferred place wins a tie."""
    preferito = {luogo: n for n, luogo in enumerate(nucleo.luoghi)}
    ordine = sorted(griglia.possibilita(nucleo), key=lambda p: (p.passo, preferito[p.luogo]))
    for possibile in ordine:
        incontro = prova_possibilita(problema, griglia, nucleo, possibile, presi)
        if incontro is not None:
            return incontro
    return None


def prova_possibilita(
    problema: Problema,
    griglia: Griglia,
    nucleo: NucleoDaConvocare,
    possibile: Possibilita,
    presi: Sequence[Incontro],
) -> Incontro | None:
    inizio = griglia.istante(possibile.passo)
    prova = Incontro(nucleo=nucleo.codice, inizio=inizio, fine=inizio + nucleo.tempo, luogo=possibile.luogo)
    occupate = {i.sala for i in presi if i.tocca(prova)}
    sala = next((s for s in possibile.sale if s not in occupate), "")
    if possibile.sale and not sala:
        return None
    persone = _squadra(problema, nucleo, possibile, prova, presi)
    if persone is None:
        return None
    return Incontro(
        nucleo=nucleo.codice,
        inizio=inizio,
        fine=prova.fine,
        luogo=possibile.luogo,
        sala=sala,
        persone=persone,
    )


def _squadra(
    problema: Problema,
    nucleo: NucleoDaConvocare,
    possibile: Possibilita,
    prova: Incontro,
    presi: Sequence[Incontro],
) -> tuple[tuple[str, str], ...] | None:
    """The first free candidate of each function; functions with one candidate choose first."""
    scelti: dict[int, str] = {}
    unici = {c[0] for c in possibile.candidati if len(c) == 1}
    for n in sorted(range(len(nucleo.posti)), key=lambda n: len(possibile.candidati[n])):
        candidati = possibile.candidati[n]
        esclusi = set() if len(candidati) == 1 else set(scelti.values()) | unici
        libero = next((c for c in candidati if c not in esclusi and libera(problema, c, prova, presi)), None)
        if libero is None:
            return None
        scelti[n] = libero
    return tuple((posto.funzione, scelti[n]) for n, posto in enumerate(nucleo.posti))


def libera(problema: Problema, persona: str, prova: Incontro, presi: Sequence[Incontro]) -> bool:
    """True when the person has no other meeting then, arrives in time and stays half a day in one venue."""
    suoi = [altro for altro in presi if persona in altro.chi]
    return all(distanti(problema, prova, altro) and not _due_sedi(prova, altro) for altro in suoi)


def distanti(problema: Problema, uno: Incontro, altro: Incontro) -> bool:
    """True when one person can be at both."""
    prima, dopo = sorted((uno, altro), key=lambda i: i.inizio)
    pausa = (dopo.inizio - prima.fine).total_seconds() / 60
    return pausa >= problema.minuti(prima.luogo, dopo.luogo)


def _due_sedi(uno: Incontro, altro: Incontro) -> bool:
    """Two venues in half a day: a planner does not ask it, a person may accept it."""
    luoghi = {uno.luogo, altro.luogo} - {A_DISTANZA}
    return len(luoghi) > 1 and mezza_giornata(uno.inizio) == mezza_giornata(altro.inizio)
