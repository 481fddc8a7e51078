"""The facts of a request as the rules read them: typed, from the JSON of the row or from plain values.

A fact is a value, or `{"valore": …, "prova": …}` with the evidence it rests on. A missing value is None:
the rules never guess it. Raises FattoNonValido when a value cannot be read as its kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from adi_platform.errori import DominioError
from contributi.rules.misura import Condizione, FattoRichiesto, TipoFatto

VUOTI: tuple[Any, ...] = (None, "", (), [])
VERI = {"si": True, "sì": True, "true": True, "no": False, "false": False}


class FattoNonValido(DominioError):
    """A fact that is not of its kind."""


@dataclass(frozen=True, slots=True)
class Fatti:
    valori: Mapping[str, Any]
    definizioni: Mapping[str, FattoRichiesto] = field(default_factory=dict)

    def _grezzo(self, codice: str) -> Any:
        voce = self.valori.get(codice)
        valore = voce.get("valore") if isinstance(voce, Mapping) and "valore" in voce else voce
        return None if valore in VUOTI else valore

    def prova(self, codice: str) -> str:
        voce = self.valori.get(codice)
        return str(voce.get("prova") or "") if isinstance(voce, Mapping) else ""

    def manca(self, codice: str) -> bool:
        return self._grezzo(codice) is None

    def detto(self, codice: str) -> bool:
        """Somebody said it: an empty list is an answer, «nothing»."""
        voce = self.valori.get(codice)
        valore = voce.get("valore") if isinstance(voce, Mapping) and "valore" in voce else voce
        return valore not in (None, "")

    def vero(self, codice: str) -> bool | None:
        valore = self._grezzo(codice)
        if valore is None or isinstance(valore, bool):
            return valore
        if str(valore).lower() in VERI:
            return VERI[str(valore).lower()]
        raise self._errore(codice)

    def data(self, codice: str) -> date | None:
        valore = self._grezzo(codice)
        return None if valore is None else _data(valore, self._errore(codice))

    def importo(self, codice: str) -> Decimal | None:
        valore = self._grezzo(codice)
        return None if valore is None else _importo(valore, self._errore(codice))

    def intero(self, codice: str) -> int | None:
        valore = self.importo(codice)
        if valore is None:
            return None
        if valore != valore.to_integral_value():
            raise self._errore(codice)
        return int(valore)

    def scelta(self, codice: str) -> str:
        valore = self._grezzo(codice)
        return "" if valore is None else str(valore)

    def elenco(self, codice: str) -> tuple[Any, ...]:
        valore = self._grezzo(codice)
        if valore is None:
            return ()
        if isinstance(valore, str):
            return tuple(voce.strip() for voce in valore.split("|") if voce.strip())
        if isinstance(valore, Sequence):
            return tuple(valore)
        raise self._errore(codice)

    def date(self, codice: str) -> tuple[date, ...]:
        return tuple(_data(voce, self._errore(codice)) for voce in self.elenco(codice))

    def righe(self, codice: str) -> tuple[Fatti, ...]:
        """A fact written in rows, each read like a set of facts."""
        definizione = self.definizioni.get(codice)
        campi = {campo.codice: campo for campo in definizione.campi} if definizione else {}
        righe = self.elenco(codice)
        if not all(isinstance(riga, Mapping) for riga in righe):
            raise self._errore(codice)
        return tuple(Fatti(riga, campi) for riga in righe)

    def soddisfa(self, condizione: Condizione) -> bool:
        return all(self._tra(codice, ammessi) for codice, ammessi in condizione.fatti.items())

    def _tra(self, codice: str, ammessi: tuple[Any, ...]) -> bool:
        if all(isinstance(voce, bool) for voce in ammessi):
            return self.vero(codice) in ammessi
        presenti = set(map(str, self.elenco(codice))) if self._molti(codice) else {self.scelta(codice)}
        return not presenti.isdisjoint(map(str, ammessi))

    def _molti(self, codice: str) -> bool:
        definizione = self.definizioni.get(codice)
        return definizione is not None and definizione.tipo is TipoFatto.SCELTE

    def etichetta(self, codice: str) -> str:
        definizione = self.definizioni.get(codice)
        return definizione.etichetta if definizione else codice

    def scritto(self, codice: str) -> str:
        """The fact in words, for the table of the istruttoria."""
        if self.manca(codice):
            return "nessuno" if self.detto(codice) else "non indicato"
        definizione = self.definizioni.get(codice)
        return _scritto(self, definizione) if definizione else str(self._grezzo(codice))

    def _errore(self, codice: str) -> FattoNonValido:
        return FattoNonValido(f"Il valore di «{self.etichetta(codice)}» non si legge: controllalo.")

    def come_dati(self) -> dict[str, Any]:
        return {codice: _json(valore) for codice, valore in self.valori.items()}


def _data(valore: Any, errore: DominioError) -> date:
    if isinstance(valore, date):
        return valore
    try:
        return date.fromisoformat(str(valore))
    except ValueError:
        raise errore from None


def _importo(valore: Any, errore: DominioError) -> Decimal:
    try:
        numero = Decimal(str(valore))
    except InvalidOperation:
        raise errore from None
    if isinstance(valore, bool) or not numero.is_finite():
        raise errore
    return numero


def _scritto(fatti: Fatti, fatto: FattoRichiesto) -> str:
    codice, tipo = fatto.codice, fatto.tipo
    if tipo is TipoFatto.BOOL:
        return "sì" if fatti.vero(codice) else "no"
    if tipo is TipoFatto.IMPORTO:
        return euro(fatti.importo(codice))
    if tipo is TipoFatto.DATA:
        return giorno(fatti.data(codice))
    if tipo is TipoFatto.DATE:
        return ", ".join(giorno(voce) for voce in fatti.date(codice))
    if tipo is TipoFatto.RIGHE:
        return "; ".join(_riga(riga, fatto) for riga in fatti.righe(codice))
    voci = fatti.elenco(codice) if tipo is TipoFatto.SCELTE else (fatti.scelta(codice),)
    return ", ".join(fatto.scelte.get(str(voce), str(voce)) for voce in voci)


def _riga(riga: Fatti, fatto: FattoRichiesto) -> str:
    scritti = (f"{c.etichetta.lower()} {riga.scritto(c.codice)}" for c in fatto.campi)
    pieni = (testo for testo, c in zip(scritti, fatto.campi, strict=True) if not riga.manca(c.codice))
    return ", ".join(pieni)


def _json(valore: Any) -> Any:
    if isinstance(valore, Mapping):
        return {str(chiave): _json(voce) for chiave, voce in valore.items()}
    if isinstance(valore, list | tuple):
        return [_json(voce) for voce in valore]
    if isinstance(valore, Decimal | date):
        return str(valore)
    return valore


def euro(valore: Decimal | None) -> str:
    """1.234,50 €: the rules are pure and do not know the filters of the pages."""
    if valore is None:
        return ""
    return f"{valore:,.2f}".translate(str.maketrans(",.", ".,")) + " €"


def mesi_in_parole(quanti: int) -> str:
    """1 mese, 6 mesi"""
    return f"{quanti} mes{'e' if quanti == 1 else 'i'}"


def giorno(valore: date | None) -> str:
    return f"{valore:%d/%m}/{valore.year:04d}" if valore else ""
