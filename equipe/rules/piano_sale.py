"""Rooms: those of a place with the same free hours are alike, and a meeting takes any of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from equipe.rules.piano_dati import Problema
from equipe.rules.piano_griglia import Griglia


@dataclass(frozen=True, slots=True, kw_only=True)
class GruppoDiSale:
    luogo: str
    sale: tuple[str, ...]


def gruppi_di_sale(problema: Problema, griglia: Griglia) -> tuple[GruppoDiSale, ...]:
    """Where all hours are the same, counting meetings is enough: the rooms are given out afterwards."""
    gruppi: dict[tuple[str, int], list[str]] = {}
    for sala in problema.sale:
        gruppi.setdefault((sala.luogo, griglia.maschera(sala.fasce)), []).append(sala.codice)
    return tuple(GruppoDiSale(luogo=luogo, sale=tuple(sale)) for (luogo, _), sale in gruppi.items())


def assegna_sale(sedute: Iterable[tuple[str, GruppoDiSale, int, int]]) -> dict[str, str]:
    """Household -> room, first come first served: enough because at no step are they more than the rooms."""
    libere_dal: dict[str, int] = {}
    assegnate: dict[str, str] = {}
    for nucleo, gruppo, passo, lunghezza in sorted(sedute, key=lambda s: (s[2], s[0])):
        sala = next(s for s in gruppo.sale if libere_dal.get(s, 0) <= passo)
        libere_dal[sala] = passo + lunghezza
        assegnate[nucleo] = sala
    return assegnate
