"""A piece of a regulation file with its place: every wrong value is noted in plain Italian and reading goes on.

Money is written between quotes: a YAML number with a dot would become a float.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

CODICE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
MASSIMO_INTERO = 100_000


@dataclass(slots=True)
class Nodo:
    """A mapping of the file. `chiesti` are the fields somebody knows: the others are typing mistakes."""

    dati: Mapping[str, Any]
    dove: str
    errori: list[str]
    chiesti: set[str] = field(default_factory=set)

    def segnala(self, messaggio: str) -> None:
        self.errori.append(f"{self.dove}: {messaggio}" if self.dove else messaggio)

    def valore(self, nome: str, *, obbligatorio: bool = False) -> Any:
        self.chiesti.add(nome)
        valore = self.dati.get(nome)
        if obbligatorio and valore in (None, "", [], {}):
            self.segnala(f"manca «{nome}»")
        return valore

    def testo(self, nome: str, *, obbligatorio: bool = True) -> str:
        valore = self.valore(nome, obbligatorio=obbligatorio)
        if valore is None:
            return ""
        if not isinstance(valore, str):
            self.segnala(f"«{nome}» deve essere un testo, scritto tra virgolette")
            return ""
        return " ".join(valore.split())

    def codice(self, nome: str = "codice") -> str:
        testo = self.testo(nome)
        if testo and not CODICE.match(testo):
            self.segnala(f"«{nome}» può avere solo lettere, numeri, trattini e punti: «{testo}» non va bene")
        return testo

    def articolo(self, *, obbligatorio: bool = True) -> str:
        """One article or more, as one text."""
        valore = self.valore("articolo", obbligatorio=obbligatorio)
        if isinstance(valore, list) and valore and all(isinstance(voce, str) for voce in valore):
            return "; ".join(valore)
        return self.testo("articolo", obbligatorio=False) if not isinstance(valore, list) else ""

    def vero(self, nome: str, *, obbligatorio: bool = True, altrimenti: bool = False) -> bool:
        valore = self.valore(nome)
        if isinstance(valore, bool):
            return valore
        if valore is not None or obbligatorio:
            self.segnala(f"«{nome}» deve essere true o false")
        return altrimenti

    def intero(self, nome: str, *, obbligatorio: bool = True) -> int | None:
        valore = self.valore(nome, obbligatorio=obbligatorio)
        if valore is None:
            return None
        if isinstance(valore, bool) or not isinstance(valore, int) or not 0 <= valore <= MASSIMO_INTERO:
            self.segnala(f"«{nome}» deve essere un numero intero, senza virgolette")
            return None
        return valore

    def importo(self, nome: str, *, obbligatorio: bool = True) -> Decimal | None:
        valore = self.valore(nome, obbligatorio=obbligatorio)
        if valore is None:
            return None
        try:
            numero = (
                Decimal(valore) if isinstance(valore, str | int) and not isinstance(valore, bool) else None
            )
        except InvalidOperation:
            numero = None
        if numero is None or not numero.is_finite() or numero < 0:
            self.segnala(f'«{nome}» deve essere un importo tra virgolette, per esempio "400.00"')
            return None
        return numero

    def data(self, nome: str, *, obbligatorio: bool = True) -> date | None:
        valore = self.valore(nome, obbligatorio=obbligatorio)
        if valore is None or type(valore) is date:
            return valore
        try:
            return date.fromisoformat(valore)
        except (TypeError, ValueError):
            self.segnala(f"«{nome}» deve essere una data AAAA-MM-GG")
            return None

    def scelta(self, nome: str, ammessi: Collection[str], *, altrimenti: str = "") -> str:
        valore = self.valore(nome, obbligatorio=not altrimenti)
        if valore is None:
            return altrimenti
        if valore not in ammessi:
            self.segnala(f"«{nome}» deve essere uno di: {', '.join(ammessi)}")
            return altrimenti or next(iter(ammessi))
        return str(valore)

    def testi(self, nome: str, *, obbligatorio: bool = True) -> tuple[str, ...]:
        valore = self.valore(nome, obbligatorio=obbligatorio)
        if valore is None:
            return ()
        if not isinstance(valore, list) or not all(isinstance(voce, str) for voce in valore):
            self.segnala(f"«{nome}» deve essere un elenco di testi")
            return ()
        return tuple(valore)

    def nodo(self, nome: str, *, obbligatorio: bool = True) -> Nodo | None:
        valore = self.valore(nome, obbligatorio=obbligatorio)
        if valore is None:
            return None
        if not isinstance(valore, Mapping):
            self.segnala(f"«{nome}» deve avere dei campi")
            return None
        return Nodo(valore, self._sotto(nome), self.errori)

    def nodi(self, nome: str, titolo: str, *, obbligatorio: bool = True) -> list[Nodo]:
        """A list of mappings; each is called by its code, or by its number."""
        valore = self.valore(nome, obbligatorio=obbligatorio)
        if valore is None:
            return []
        if not isinstance(valore, list):
            self.segnala(f"«{nome}» deve essere un elenco")
            return []
        nodi = []
        for numero, voce in enumerate(valore, start=1):
            if isinstance(voce, Mapping):
                nodi.append(Nodo(voce, self._sotto(f"{titolo} «{voce.get('codice', numero)}»"), self.errori))
            else:
                self.segnala(f"«{nome}», voce {numero}: servono dei campi")
        return nodi

    def unici(self, nodi: list[Nodo]) -> None:
        visti: set[str] = set()
        for nodo in nodi:
            codice = str(nodo.dati.get("codice"))
            if codice in visti:
                nodo.segnala("il codice è scritto due volte")
            visti.add(codice)

    def nient_altro(self) -> None:
        """Report the fields that nobody knows."""
        for nome in self.dati:
            if nome not in self.chiesti:
                self.segnala(f"il campo «{nome}» non esiste: controlla come è scritto")

    def _sotto(self, parte: str) -> str:
        return f"{self.dove}, {parte}" if self.dove else parte
