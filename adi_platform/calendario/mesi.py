"""Months: arithmetic on dates ("sei mesi dopo") and the month itself as a value ("2026-07")."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

NOMI = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Mese:
    """A calendar month. Ordered, printable, and it can be moved by whole months."""

    anno: int
    mese: int

    def __post_init__(self) -> None:
        if not 1 <= self.mese <= len(NOMI):
            raise ValueError(f"month out of range: {self.mese}")

    @classmethod
    def di(cls, giorno: date) -> Self:
        return cls(giorno.year, giorno.month)

    @classmethod
    def da_testo(cls, testo: str) -> Self:
        """From `AAAA-MM`."""
        anno, _, mese = testo.partition("-")
        return cls(int(anno), int(mese))

    def piu(self, mesi: int) -> Mese:
        anno, indice = divmod(self.anno * 12 + self.mese - 1 + mesi, 12)
        return Mese(anno, indice + 1)

    def distanza_da(self, altro: Mese) -> int:
        """Months from `altro` to this one; negative when this one comes first."""
        return (self.anno - altro.anno) * 12 + self.mese - altro.mese

    @property
    def primo_giorno(self) -> date:
        return date(self.anno, self.mese, 1)

    @property
    def ultimo_giorno(self) -> date:
        return self.giorno(31)

    def giorno(self, numero: int) -> date:
        """That day of the month, or the last one when the month is shorter."""
        return date(self.anno, self.mese, min(numero, monthrange(self.anno, self.mese)[1]))

    @property
    def nome(self) -> str:
        return f"{NOMI[self.mese - 1]} {self.anno}"

    def __str__(self) -> str:
        return f"{self.anno:04d}-{self.mese:02d}"


def aggiungi_mesi(giorno: date, mesi: int) -> date:
    """The corresponding day, or the last of the month (31/08 + 6 = 28/02 or 29/02)."""
    return Mese.di(giorno).piu(mesi).giorno(giorno.day)


def inizio_mese_successivo(giorno: date) -> date:
    return Mese.di(giorno).piu(1).primo_giorno
