"""Small changes to a plan: put a household in the hour that costs least, the others staying as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from adi_platform.calendario.giorni import ROMA
from equipe.rules.piano_a_mano import prova_possibilita
from equipe.rules.piano_costo import costo_attesa, costo_luogo, costo_ritardo, tempo_delle_persone
from equipe.rules.piano_dati import Incontro, NucleoDaConvocare, Problema
from equipe.rules.piano_griglia import Griglia


def inserisci(
    problema: Problema, griglia: Griglia, nucleo: NucleoDaConvocare, presi: Sequence[Incontro]
) -> Incontro | None:
    """The cheapest hour that is free for everybody, or None."""
    giorni: dict[date, list[Incontro]] = {}
    for incontro in presi:
        giorni.setdefault(_giorno(incontro), []).append(incontro)
    migliore: tuple[int, Incontro] | None = None
    for possibile in griglia.possibilita(nucleo):
        giorno = griglia.data(possibile.passo)
        proprio = costo_proprio(problema, nucleo, possibile.luogo, giorno)
        if migliore is not None and proprio >= migliore[0]:
            continue
        suoi = giorni.get(giorno, [])
        prova = prova_possibilita(problema, griglia, nucleo, possibile, suoi)
        if prova is None:
            continue
        costo = proprio + _tempo(problema, [*suoi, prova]) - _tempo(problema, suoi)
        if migliore is None or costo < migliore[0]:
            migliore = (costo, prova)
    return migliore[1] if migliore else None


def ritocca(problema: Problema, griglia: Griglia, incontri: Sequence[Incontro]) -> tuple[Incontro, ...]:
    """Whoever is left out goes in where possible; then each household in turn moves where it costs less."""
    presi = list(incontri)
    for nucleo in sorted(problema.nuclei, key=lambda n: (n.entro, n.codice)):
        presi = [i for i in presi if i.nucleo != nucleo.codice]
        suo = inserisci(problema, griglia, nucleo, presi)
        if suo is not None:
            presi.append(suo)
    return tuple(sorted(presi, key=lambda i: (i.inizio, i.nucleo)))


def costo_proprio(problema: Problema, nucleo: NucleoDaConvocare, luogo: str, giorno: date) -> int:
    attesa = costo_attesa(problema, nucleo, giorno)
    return attesa + costo_ritardo(nucleo, giorno) + costo_luogo(nucleo, luogo)


def _tempo(problema: Problema, incontri: list[Incontro]) -> int:
    return sum(tempo_delle_persone(problema, incontri))


def _giorno(incontro: Incontro) -> date:
    return incontro.inizio.astimezone(ROMA).date()
