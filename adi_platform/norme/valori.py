"""Parameters of the law as frozen values: what, since when, on which act it rests, how sure we are.

Numbers are Decimal read from text, never floats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from adi_platform.norme.errori import ValoreNonValido

Contenuto = Decimal | int | str | tuple[str, ...] | date


class UnitaMisura(StrEnum):
    EURO = "euro"
    PERCENTO = "percento"
    COEFFICIENTE = "coefficiente"
    NUMERO = "numero"
    ANNI = "anni"
    MESI = "mesi"
    GIORNI = "giorni"
    GIORNI_LAVORATIVI = "giorni_lavorativi"
    GIORNO_DEL_MESE = "giorno_del_mese"
    ORE = "ore"
    SCELTA = "scelta"
    ELENCO = "elenco"
    DATA = "data"


UNITA_DECIMALI = frozenset({UnitaMisura.EURO, UnitaMisura.PERCENTO, UnitaMisura.COEFFICIENTE})
MASSIMO_INTERO = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Valore:
    """A parameter resolved on a date: to be kept beside the decision that used it."""

    chiave: str
    unita: UnitaMisura
    valore: Contenuto
    dal: date
    riferimento: str
    evidenza: str
    fino_al: date | None = None
    dell_ambito: bool = False

    @property
    def decimale(self) -> Decimal:
        if isinstance(self.valore, Decimal | int):
            return Decimal(self.valore)
        raise ValoreNonValido(f"Il parametro «{self.chiave}» non è un numero.")

    @property
    def intero(self) -> int:
        if isinstance(self.valore, int):
            return self.valore
        raise ValoreNonValido(f"Il parametro «{self.chiave}» non è un numero intero.")

    @property
    def testo(self) -> str:
        if isinstance(self.valore, str):
            return self.valore
        raise ValoreNonValido(f"Il parametro «{self.chiave}» non è una scelta.")

    @property
    def elenco(self) -> tuple[str, ...]:
        if isinstance(self.valore, tuple):
            return self.valore
        raise ValoreNonValido(f"Il parametro «{self.chiave}» non è un elenco.")

    @property
    def data(self) -> date:
        if isinstance(self.valore, date):
            return self.valore
        raise ValoreNonValido(f"Il parametro «{self.chiave}» non è una data.")

    @property
    def da_confermare(self) -> bool:
        """No source confirms it yet: the interface says so beside the value."""
        return self.evidenza.startswith("NC")

    def in_vigore(self, al: date) -> bool:
        return self.dal <= al and (self.fino_al is None or al <= self.fino_al)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parametro:
    """A setting of the law with all its dated values, oldest first."""

    chiave: str
    descrizione: str
    unita: UnitaMisura
    valori: tuple[Valore, ...]
    opzioni: Mapping[str, str]
    modificabile: bool

    @property
    def materia(self) -> str:
        return self.chiave.partition(".")[0]

    def in_vigore(self, al: date) -> Valore | None:
        """The latest value that started by `al` and has not ended."""
        validi = [valore for valore in self.valori if valore.in_vigore(al)]
        return validi[-1] if validi else None

    def leggi(self, testo: str) -> Contenuto:
        """A value typed by a person or written in a file, checked against the unit."""
        try:
            return _LETTORI.get(self.unita, _leggi_intero)(self, testo.strip())
        except (ValueError, InvalidOperation) as errore:
            raise ValoreNonValido(
                f"«{testo}» non è un valore adatto per «{self.descrizione}» ({_ATTESO[self.unita]})."
            ) from errore


def _leggi_intero(_parametro: Parametro, testo: str) -> int:
    if not (testo.isascii() and testo.isdecimal()) or int(testo) > MASSIMO_INTERO:
        raise ValueError(testo)
    return int(testo)


def _leggi_giorno_del_mese(parametro: Parametro, testo: str) -> int:
    giorno = _leggi_intero(parametro, testo)
    if not 1 <= giorno <= 31:
        raise ValueError(testo)
    return giorno


def _leggi_decimale(_parametro: Parametro, testo: str) -> Decimal:
    numero = Decimal(testo.replace(",", "."))
    if not numero.is_finite() or numero < 0:
        raise ValueError(testo)
    return numero


def _leggi_scelta(parametro: Parametro, testo: str) -> str:
    if testo not in parametro.opzioni:
        raise ValueError(testo)
    return testo


def _leggi_elenco(parametro: Parametro, testo: str) -> tuple[str, ...]:
    voci = tuple(voce.strip() for voce in testo.split("|") if voce.strip())
    if parametro.opzioni and not set(voci) <= set(parametro.opzioni):
        raise ValueError(testo)
    return voci


def _leggi_data(_parametro: Parametro, testo: str) -> date:
    return date.fromisoformat(testo)


_LETTORI: Mapping[UnitaMisura, Callable[[Parametro, str], Contenuto]] = {
    **dict.fromkeys(UNITA_DECIMALI, _leggi_decimale),
    UnitaMisura.GIORNO_DEL_MESE: _leggi_giorno_del_mese,
    UnitaMisura.SCELTA: _leggi_scelta,
    UnitaMisura.ELENCO: _leggi_elenco,
    UnitaMisura.DATA: _leggi_data,
}

_ATTESO: Mapping[UnitaMisura, str] = {
    **dict.fromkeys(UnitaMisura, "serve un numero intero"),
    UnitaMisura.EURO: "serve un importo, per esempio 10140,00",
    UnitaMisura.PERCENTO: "serve una percentuale, per esempio 50",
    UnitaMisura.COEFFICIENTE: "serve un numero, per esempio 0,40",
    UnitaMisura.GIORNO_DEL_MESE: "serve un giorno da 1 a 31",
    UnitaMisura.SCELTA: "scegliere una voce dell'elenco",
    UnitaMisura.ELENCO: "servono voci dell'elenco, separate da |",
    UnitaMisura.DATA: "serve una data AAAA-MM-GG",
}
