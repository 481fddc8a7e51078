"""The instalments of a concession. Amounts in euro, whole cents; months are calendar months.

The regulation gives the help "for so many months" (Reg. UTDA artt. 10-12): one instalment a month from the
month in which the help starts. Without months the whole is one instalment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from adi_platform.calendario.mesi import Mese
from adi_platform.errori import DominioError

CENTESIMO = Decimal("0.01")
ZERO = Decimal("0.00")
MESI_MASSIMI = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RataPrevista:
    """`mese` is the first day of the month in which the sum is due."""

    numero: int
    mese: date
    importo: Decimal


def centesimi(importo: Decimal) -> Decimal:
    """To the nearest cent, half up, as public accounting does."""
    return importo.quantize(CENTESIMO, rounding=ROUND_HALF_UP)


def totale(importi: Iterable[Decimal]) -> Decimal:
    return centesimi(sum(importi, ZERO))


def dividi(intero: Decimal, parti: int) -> tuple[Decimal, ...]:
    """Equal parts rounded down to the cent; the last one takes what is left, so the sum is exact."""
    if parti < 1:
        raise DominioError("Serve almeno una rata.", campo="rate")
    if intero <= ZERO:
        raise DominioError("Scrivi un importo maggiore di zero.", campo="importo")
    in_centesimi = int(centesimi(intero) / CENTESIMO)
    parte, resto = divmod(in_centesimi, parti)
    if parte == 0:
        raise DominioError(
            "Le rate sono troppe per questo importo: ognuna deve essere di almeno un centesimo."
        )
    return (*(parte * CENTESIMO for _ in range(parti - 1)), (parte + resto) * CENTESIMO)


def piano_rate(
    *, importo_totale: Decimal, mesi: int | None, dal: date, primo_numero: int = 1
) -> tuple[RataPrevista, ...]:
    """One instalment for each month from that of `dal`, or a single one without months."""
    quante = mesi or 1
    if quante > MESI_MASSIMI:
        raise DominioError(f"Un piano non supera i {MESI_MASSIMI} mesi.", campo="mesi")
    inizio = Mese.di(dal)
    return tuple(
        RataPrevista(numero=primo_numero + n, mese=inizio.piu(n).primo_giorno, importo=parte)
        for n, parte in enumerate(dividi(importo_totale, quante))
    )
