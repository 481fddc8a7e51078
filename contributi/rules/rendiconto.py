"""The statement of a shop: what it accepted in a month, voucher by voucher, and what is to be paid to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contributi.rules.piano_rate import totale


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaRendiconto:
    """`riferimento`: the first four characters of the voucher. No name of who spent it."""

    giorno: date
    riferimento: str
    scontrino: str
    importo: Decimal

    def come_dati(self) -> dict[str, str]:
        return {
            "giorno": self.giorno.isoformat(),
            "riferimento": self.riferimento,
            "scontrino": self.scontrino,
            "importo": str(self.importo),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RendicontoMese:
    righe: tuple[RigaRendiconto, ...]
    totale: Decimal


def rendiconto(righe: Iterable[RigaRendiconto]) -> RendicontoMese:
    ordinate = tuple(sorted(righe, key=lambda r: (r.giorno, r.riferimento, r.scontrino)))
    return RendicontoMese(righe=ordinate, totale=totale(r.importo for r in ordinate))
