"""Invented surnames and given names, drawn as real ones are: few very common, very many rare."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_TESTO = (Path(__file__).parent / "nomi.yaml").read_text(encoding="utf-8")
_VOCI: dict[str, Any] = yaml.load(_TESTO, Loader=yaml.CSafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paese:
    """Names of a country and the code of the place of birth."""

    codice: str
    fuori_ue: bool
    cognomi: Sequence[str]
    uomini: Sequence[str]
    donne: Sequence[str]


PAESI = {nome: Paese(**voce) for nome, voce in _VOCI["paesi"].items()}
VIE: Sequence[str] = _VOCI["vie"]
QUOTA_SPECIALI = 0.005
QUOTA_DOPPI = 0.03
QUOTA_PREFISSI = 0.05
QUOTA_NOMI_DOPPI = 0.12
QUOTA_BASI = 0.1
QUOTA_DOPPI_STRANIERI = 0.4
RISERVA = 20_000


class Estrazione:
    """Draws from a list with weight 1/(rank + flat)^s (Zipf-Mandelbrot), many at a time."""

    def __init__(self, rng: random.Random, voci: Sequence[str], *, s: float, piano: int) -> None:
        self._rng = rng
        self._voci = voci
        self._pesi = list(
            itertools.accumulate(1 / ((rango + piano) ** s) for rango in range(1, len(voci) + 1))
        )
        self._pronte: list[str] = []

    def una(self) -> str:
        if not self._pronte:
            self._pronte = self._rng.choices(self._voci, cum_weights=self._pesi, k=RISERVA)
        return self._pronte.pop()


class Nomi:
    """Italian names; the names of the other countries are in PAESI."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        finali = [*_VOCI["desinenze"], *_VOCI["finali_accentate"]]
        inventati = [r + m + d for r in _VOCI["radici"] for m in _VOCI["mezzi"] for d in finali]
        rng.shuffle(inventati)
        self._cognomi = Estrazione(rng, inventati, s=0.9, piano=25)
        self._nomi = {
            "M": Estrazione(rng, _VOCI["nomi_m"], s=0.9, piano=6),
            "F": Estrazione(rng, _VOCI["nomi_f"], s=0.9, piano=6),
        }

    def cognome(self) -> str:
        caso = self._rng.random()
        if caso < QUOTA_SPECIALI:
            return str(self._rng.choice(_VOCI["speciali"]))
        primo = self._cognomi.una()
        if caso < QUOTA_SPECIALI + QUOTA_DOPPI:
            return f"{primo}{self._rng.choice(' -')}{self._cognomi.una()}"
        if caso < QUOTA_SPECIALI + QUOTA_DOPPI + QUOTA_PREFISSI:
            return self._con_prefisso(primo)
        return primo

    def straniero(self, paese: str) -> str:
        """A surname of that country, or one that grew from it."""
        base: str = self._rng.choice(PAESI[paese].cognomi)
        return (
            base if self._rng.random() < QUOTA_BASI else base[:-1] + self._rng.choice(_VOCI["code_straniere"])
        )

    def nome(self, sesso: str) -> str:
        primo = self._nomi[sesso].una()
        if self._rng.random() < QUOTA_NOMI_DOPPI:
            secondo = self._nomi[sesso].una()
            return f"{primo} {secondo}" if secondo != primo else primo
        return primo

    def nome_straniero(self, paese: str, sesso: str) -> str:
        nomi = PAESI[paese].uomini if sesso == "M" else PAESI[paese].donne
        quanti = 2 if self._rng.random() < QUOTA_DOPPI_STRANIERI else 1
        return " ".join(self._rng.sample(nomi, k=quanti))

    def _con_prefisso(self, cognome: str) -> str:
        if cognome[0] in "AEIOU":
            return f"{self._rng.choice(['D', 'Dell', 'Dall'])}'{cognome}"
        return f"{self._rng.choice(_VOCI['prefissi'])}{cognome}"
