"""Days of the office: holidays, working days, the legal day of Rome.

By default Saturday is a working day, as in civil law; an office closed on Saturday says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from adi_platform.calendario.festivita import festivita_nazionali
from adi_platform.errori import DominioError

ROMA = ZoneInfo("Europe/Rome")
UN_GIORNO = timedelta(days=1)
SABATO, DOMENICA = 5, 6
ANNO_BISESTILE = 2024


class GiornoNonValido(DominioError):
    """A day of the year that does not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiornoFisso:
    """The same day every year: the feast of the local patron."""

    mese: int
    giorno: int

    def __post_init__(self) -> None:
        try:
            date(ANNO_BISESTILE, self.mese, self.giorno)
        except ValueError as errore:
            raise GiornoNonValido(
                f"Il giorno {self.giorno:02d}/{self.mese:02d} non esiste: indicare mese e giorno del patrono."
            ) from errore

    @classmethod
    def da_testo(cls, testo: str) -> Self:
        """From `MM-GG`, as the Comune writes it in its settings."""
        mese, separatore, giorno = testo.strip().partition("-")
        if not (separatore and mese.isdecimal() and giorno.isdecimal()):
            raise GiornoNonValido(f"«{testo}» non è un giorno: scrivere mese e giorno, per esempio 06-29.")
        return cls(mese=int(mese), giorno=int(giorno))

    def cade(self, giorno: date) -> bool:
        return (giorno.month, giorno.day) == (self.mese, self.giorno)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendario:
    """Which days are holidays for one office. `chiusure` holds movable local feasts and closures."""

    patrono: GiornoFisso | None = None
    sabato_festivo: bool = False
    chiusure: frozenset[date] = frozenset()

    def motivo_festivo(self, giorno: date) -> str | None:
        """Why the day is a holiday, in words, or None when it is a working day."""
        nome = festivita_nazionali(giorno.year).get(giorno)
        if nome:
            return nome
        if self.patrono and self.patrono.cade(giorno):
            return "Festa del patrono"
        if giorno in self.chiusure:
            return "Chiusura dell'ufficio"
        return self._motivo_settimanale(giorno)

    def _motivo_settimanale(self, giorno: date) -> str | None:
        if giorno.weekday() == DOMENICA:
            return "Domenica"
        if self.sabato_festivo and giorno.weekday() == SABATO:
            return "Sabato"
        return None

    def e_festivo(self, giorno: date) -> bool:
        return self.motivo_festivo(giorno) is not None

    def e_lavorativo(self, giorno: date) -> bool:
        return self.motivo_festivo(giorno) is None

    def primo_lavorativo(self, dal: date) -> date:
        """`dal` itself when it is a working day, otherwise the next one."""
        giorno = dal
        while self.e_festivo(giorno):
            giorno += UN_GIORNO
        return giorno

    def lavorativo_successivo(self, dopo: date) -> date:
        """The first working day strictly after `dopo`."""
        return self.primo_lavorativo(dopo + UN_GIORNO)

    def aggiungi_lavorativi(self, inizio: date, quanti: int) -> date:
        """The `quanti`-th working day after `inizio`, which is not counted."""
        if quanti < 0:
            raise ValueError("quanti must not be negative")
        giorno = inizio
        for _ in range(quanti):
            giorno = self.lavorativo_successivo(giorno)
        return giorno

    def lavorativi_tra(self, dal: date, al: date) -> int:
        """Working days from `dal` included to `al` excluded."""
        return sum(self.e_lavorativo(dal + UN_GIORNO * n) for n in range((al - dal).days))


CALENDARIO_NAZIONALE = Calendario()


def giorno_di_roma(istante: datetime) -> date:
    """The legal day of an instant: 22:30 UTC of a summer evening is already tomorrow in Rome.

    A naive instant is already on the clock of Rome.
    """
    return istante.date() if istante.tzinfo is None else istante.astimezone(ROMA).date()
