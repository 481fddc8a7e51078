"""Why a household has no meeting: the first thing that stops it, in words, with what one can do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from adi_platform.agenda.rules.fasce import A_DISTANZA
from adi_platform.calendario.giorni import ROMA
from equipe.rules.piano_a_mano import libera
from equipe.rules.piano_dati import Escluso, Incontro, NucleoDaConvocare, Posto, Problema
from equipe.rules.piano_griglia import Griglia

QUANTI_NOMI = 3


def perche_fuori(problema: Problema, incontri: Sequence[Incontro]) -> tuple[Escluso, ...]:
    """The households left out, those with the nearest deadline first."""
    griglia = Griglia(problema)
    convocati = {i.nucleo for i in incontri}
    fuori = sorted(
        (n for n in problema.nuclei if n.codice not in convocati), key=lambda n: (n.entro, n.codice)
    )
    return tuple(Escluso(nucleo=n.codice, motivi=_motivi(problema, griglia, n, incontri)) for n in fuori)


def _motivi(
    problema: Problema, griglia: Griglia, nucleo: NucleoDaConvocare, incontri: Sequence[Incontro]
) -> tuple[str, ...]:
    if nucleo.ostacolo:
        return (nucleo.ostacolo,)
    if not nucleo.posti:
        return ("Non è indicata nessuna funzione da convocare: costituisci l'équipe del nucleo.",)
    return (
        _funzioni_scoperte(problema, nucleo)
        or _senza_ore(problema, griglia, nucleo)
        or _mai_insieme(problema, griglia, nucleo)
        or _senza_sala(problema, griglia, nucleo)
        or _tutto_preso(problema, griglia, nucleo, incontri)
    )


def _funzioni_scoperte(problema: Problema, nucleo: NucleoDaConvocare) -> tuple[str, ...]:
    noti = {p.codice for p in problema.persone}
    return tuple(
        f"Manca chi copra la funzione «{posto.nome}»: aggiungi una persona con questa funzione."
        for posto in nucleo.posti
        if not set(posto.candidati) & noti
    )


def _senza_ore(problema: Problema, griglia: Griglia, nucleo: NucleoDaConvocare) -> tuple[str, ...]:
    lunghezza = griglia.lunghezza(nucleo)
    return tuple(
        f"{_chi(problema, posto)} ({posto.nome}) non ha ore libere di {nucleo.durata} minuti nel periodo, "
        f"{_dove(problema, nucleo.luoghi)}: chiedi altre disponibilità."
        for posto in nucleo.posti
        if not any(griglia.inizi_posto(posto, luogo, lunghezza) for luogo in nucleo.luoghi)
    )


def _mai_insieme(problema: Problema, griglia: Griglia, nucleo: NucleoDaConvocare) -> tuple[str, ...]:
    """Nobody is to blame alone: name the fewest functions that never meet."""
    if any(griglia.inizi_comuni(nucleo, luogo) for luogo in nucleo.luoghi):
        return ()
    for quanti in range(2, len(nucleo.posti) + 1):
        for posti in combinations(nucleo.posti, quanti):
            if not _si_incontrano(griglia, nucleo, posti):
                chi = _elenco(f"{_chi(problema, p)} ({p.nome})" for p in posti)
                luoghi = _dove(problema, nucleo.luoghi)
                return (f"{chi} non hanno mai un'ora in comune {luoghi}: chiedi altre disponibilità.",)
    return ()


def _si_incontrano(griglia: Griglia, nucleo: NucleoDaConvocare, posti: Sequence[Posto]) -> bool:
    lunghezza = griglia.lunghezza(nucleo)
    for luogo in nucleo.luoghi:
        comune = -1
        for posto in posti:
            comune &= griglia.inizi_posto(posto, luogo, lunghezza)
        if comune:
            return True
    return False


def _senza_sala(problema: Problema, griglia: Griglia, nucleo: NucleoDaConvocare) -> tuple[str, ...]:
    if next(griglia.possibilita(nucleo), None) is not None:
        return ()
    comuni = [luogo for luogo in nucleo.luoghi if griglia.inizi_comuni(nucleo, luogo)]
    return (
        f"Ci sono ore in comune {_dove(problema, comuni)}, ma "
        "nessuna stanza è libera allora: aggiungi una stanza alla sede, fra le pagine del territorio.",
    )


def _tutto_preso(
    problema: Problema, griglia: Griglia, nucleo: NucleoDaConvocare, incontri: Sequence[Incontro]
) -> tuple[str, ...]:
    """Every hour that would do goes to other households: say how many, whose, and who is short of hours."""
    inizi = {p.passo for p in griglia.possibilita(nucleo)}
    persone = {c for posto in nucleo.posti for c in posto.candidati}
    occupano = [
        i
        for i in incontri
        if (i.chi & persone or i.luogo in nucleo.luoghi)
        and any(griglia.istante(p) < i.fine and i.inizio < griglia.istante(p) + nucleo.tempo for p in inizi)
    ]
    stretti = _persone_strette(problema, griglia, nucleo, incontri)
    testo = f"Le ore possibili sono {len(inizi)} e sono già prese da altre riunioni"
    altri = [n.nome for i in occupano if (n := problema.nucleo(i.nucleo)) is not None]
    if altri:
        testo += f", per esempio di {_elenco(dict.fromkeys(altri[:QUANTI_NOMI]))}"
    consiglio = f"chiedi altre ore a {_elenco(stretti)}" if stretti else "aggiungi ore o una stanza"
    return (f"{testo}: {consiglio}, oppure allunga il periodo.",)


def _persone_strette(
    problema: Problema, griglia: Griglia, nucleo: NucleoDaConvocare, incontri: Sequence[Incontro]
) -> list[str]:
    """People who are busy at all the hours that would do for the others."""
    possibili = list(griglia.possibilita(nucleo))
    strette = []
    for n, posto in enumerate(nucleo.posti):
        liberi = 0
        for p in possibili:
            inizio = griglia.istante(p.passo)
            prova = Incontro(nucleo=nucleo.codice, inizio=inizio, fine=inizio + nucleo.tempo, luogo=p.luogo)
            liberi += any(libera(problema, c, prova, incontri) for c in p.candidati[n])
        if not liberi:
            strette.append(f"{_chi(problema, posto)} ({posto.nome})")
    return strette


def perche_in_ritardo(problema: Problema, incontro: Incontro) -> str:
    """Why a meeting falls after its deadline; empty when it does not."""
    nucleo = problema.nucleo(incontro.nucleo)
    if nucleo is None or incontro.inizio.astimezone(ROMA).date() <= nucleo.entro:
        return ""
    griglia = Griglia(problema)
    primo = min((p.passo for p in griglia.possibilita(nucleo)), default=None)
    if primo is None or griglia.data(primo) > nucleo.entro:
        return "Prima del termine non c'è un'ora in cui ci siano tutti."
    return "Prima del termine le ore in comune servono ad altre riunioni."


def _chi(problema: Problema, posto: Posto) -> str:
    nomi = [p.nome for c in posto.candidati if (p := problema.persona(c)) is not None]
    return " o ".join(nomi[:QUANTI_NOMI]) if nomi else "nessuno"


def _dove(problema: Problema, luoghi: Iterable[str]) -> str:
    scelti = list(luoghi)
    sedi = [problema.nome_luogo(luogo) for luogo in scelti if luogo != A_DISTANZA]
    parti = [f"a {_elenco(sedi)}"] if sedi else []
    if A_DISTANZA in scelti:
        parti.append("a distanza")
    return " o ".join(parti)


def _elenco(nomi: Iterable[str]) -> str:
    """«Ada, Ugo e Ida»."""
    voci = list(nomi)
    return f"{', '.join(voci[:-1])} e {voci[-1]}" if len(voci) > 1 else "".join(voci)
