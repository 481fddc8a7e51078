"""Sums paid and not due: how much, and in how many parts they come back (Reg. UTDA art. 21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.errori import DominioError
from contributi.rules.piano_rate import ZERO, centesimi, dividi

RATE_MASSIME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RataDaRendere:
    numero: int
    entro: date
    importo: Decimal


def somma_indebita(*, pagato: Decimal, dovuto: Decimal) -> Decimal:
    """What was paid beyond what was due, never negative."""
    return max(ZERO, centesimi(pagato - dovuto))


def piano_recupero(*, importo: Decimal, rate: int, primo_termine: date) -> tuple[RataDaRendere, ...]:
    """Equal monthly parts, the last one with the rest; `primo_termine` is the last day for the first."""
    if not 1 <= rate <= RATE_MASSIME:
        raise DominioError(f"Le rate vanno da 1 a {RATE_MASSIME}.", campo="rate")
    return tuple(
        RataDaRendere(numero=n + 1, entro=aggiungi_mesi(primo_termine, n), importo=parte)
        for n, parte in enumerate(dividi(importo, rate))
    )
