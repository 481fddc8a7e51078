"""The letters of the contributions, read from `contributi/contenuti/lettere*.yaml`. Codes are stable.

Also the words that never appear in a published act (`parole_riservate.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from adi_platform.errori import DominioError

CARTELLA = Path(__file__).resolve().parent.parent / "contenuti"
SEGNAPOSTO = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
CON_ARTICOLO = re.compile(rf"(?:\b(il|al|dal|del) )?{SEGNAPOSTO.pattern}")
ELISI = {"il": "l'", "al": "all'", "dal": "dall'", "del": "dell'"}
DATA_CON_VOCALE = re.compile(r"(8|11) [a-z]+ \d{4}$")  # l'otto, l'undici
AVVIO, INTEGRAZIONE, PREAVVISO = "LT.AVVIO", "LT.INTEG", "LT.PREAVV"
CONCESSIONE, DINIEGO, SOSPENSIONE, REVOCA = "LT.CONC", "LT.DINI", "LT.SOSP", "LT.REVO"
AVVIO_D_UFFICIO, MODIFICA, ARCHIVIAZIONE, NON_SOSPENSIONE = "LT.AVUF", "LT.MODI", "LT.ARCH", "LT.NOSO"
FILE = ("lettere.yaml", "lettere_atti.yaml")


class ValoreMancante(DominioError):
    """A letter was asked without something that it says: a mistake of who calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettera:
    """Subject and mail are neutral by rule: measure, reason and office are only inside the letter.

    `paragrafi`: code → words that are there only in some cases.
    """

    codice: str
    nome: str
    quando: str
    oggetto: str
    testo: str
    testo_email: str
    riferimenti: tuple[str, ...]
    versione: str
    paragrafi: Mapping[str, str]

    @property
    def segnaposto(self) -> tuple[str, ...]:
        """What the letter needs, in order, each once."""
        trovati = SEGNAPOSTO.findall(f"{self.oggetto}\n{self.testo}\n{self.testo_email}")
        return tuple(dict.fromkeys(trovati))

    def compila(self, testo: str, valori: Mapping[str, str]) -> str:
        """Fill the placeholders (the article before a date as the day asks): what people typed stays as typed."""

        def scrivi(trovato: re.Match[str]) -> str:
            articolo, nome = trovato.groups()
            if nome not in valori:
                raise ValoreMancante(f"Per questa lettera manca «{nome}».")
            if articolo is None:
                return valori[nome]
            elide = DATA_CON_VOCALE.match(valori[nome])
            return f"{ELISI[articolo] if elide else f'{articolo} '}{valori[nome]}"

        return CON_ARTICOLO.sub(scrivi, testo)


@lru_cache(maxsize=1)
def lettere() -> Mapping[str, Lettera]:
    return {
        riga["codice"]: Lettera(
            codice=riga["codice"],
            nome=riga["nome"],
            quando=riga["quando"],
            oggetto=riga["oggetto"],
            testo=riga["testo"],
            testo_email=riga["testo_email"],
            riferimenti=tuple(riga["riferimenti"]),
            versione=dati["versione"],
            paragrafi={p["codice"]: p["testo"] for p in riga.get("paragrafi_facoltativi", ())},
        )
        for dati in map(_leggi, FILE)
        for riga in dati["lettere"]
    }


@lru_cache(maxsize=1)
def parole_riservate() -> tuple[str, ...]:
    """Words of illness or hardship, in the notation of `DatiVietati.salute`."""
    return tuple(sorted({p for gruppo in _riservate() for p in gruppo["parole"]}))


def argomenti_riservati() -> tuple[str, ...]:
    """What those words are about, to say what was looked for."""
    return tuple(gruppo["nome"].lower() for gruppo in _riservate())


@lru_cache(maxsize=1)
def _riservate() -> list[dict[str, Any]]:
    gruppi: list[dict[str, Any]] = _leggi("parole_riservate.yaml")["gruppi"]
    return gruppi


def _leggi(nome: str) -> dict[str, Any]:
    dati: dict[str, Any] = yaml.load((CARTELLA / nome).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return dati
