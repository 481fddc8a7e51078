"""The code tables of the office, read from `cases/contenuti/*.yaml`. Codes are stable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

CARTELLA = Path(__file__).resolve().parent.parent / "contenuti"
SEGNAPOSTO = re.compile(r"\{\{ ([a-z_]+) \}\}")
# Who reads a reason of this kind beside the case manager and the coordinator: nobody.
RISERVATE = frozenset({"salute", "giudiziario", "violenza"})
RISERVATO = "Motivo riservato"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voce:
    """One row of a code table."""

    codice: str
    motivo: str
    sensibilita: str = "ordinario"
    riferimento: str = ""
    scadenza: str = ""
    come_si_accerta: str = ""
    nota: str = ""
    adesione_possibile: bool = True
    riguarda: tuple[str, ...] = ()

    @property
    def riservata(self) -> bool:
        return self.sensibilita in RISERVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class TipoDocumento:
    """A kind of paper: what it is for, and who may see it."""

    codice: str
    nome: str
    serve_per: str = ""
    sensibilita: str = "ordinario"
    nota: str = ""

    @property
    def riservato(self) -> bool:
        return self.sensibilita in RISERVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettera:
    codice: str
    oggetto: str
    testo: str

    def compila(self, valori: Mapping[str, str]) -> str:
        """Fill the placeholders, and nothing else: what people typed is printed as typed."""
        return SEGNAPOSTO.sub(lambda trovato: valori[trovato.group(1)], self.testo)


@lru_cache(maxsize=1)
def motivi_giustificati() -> Mapping[str, Voce]:
    """Reasons that may justify an absence. They guide and do not limit."""
    return _voci("motivi_giustificati.yaml")


@lru_cache(maxsize=1)
def motivi_esonero() -> Mapping[str, Voce]:
    return _voci("motivi_esonero.yaml")


@lru_cache(maxsize=1)
def tipi_documento() -> Mapping[str, TipoDocumento]:
    """The papers that the office asks for or takes in."""
    return {
        r["codice"]: TipoDocumento(
            codice=r["codice"],
            nome=r["nome"],
            serve_per=r.get("serve_per", ""),
            sensibilita=r.get("sensibilita", "ordinario"),
            nota=r.get("nota", ""),
        )
        for r in _leggi("tipi_documento.yaml")["documenti"]
    }


@lru_cache(maxsize=1)
def lettere() -> Mapping[str, Lettera]:
    righe = _leggi("convocazioni.yaml")["lettere"]
    return {
        r["codice"]: Lettera(codice=r["codice"], oggetto=r["oggetto"], testo=r["testo_email"]) for r in righe
    }


@lru_cache(maxsize=1)
def parole_della_modalita() -> Mapping[str, Mapping[str, str]]:
    """What a letter says by the way of the meeting: who is met at home does not come."""
    righe: Mapping[str, Mapping[str, str]] = _leggi("convocazioni.yaml")["modalita"]
    return righe


def motivo_leggibile(voce: Voce | None, *, per_intero: bool) -> str:
    """The reason, or that there is one, for who may not read sensitive ones."""
    if voce is None:
        return ""
    return voce.motivo if per_intero or not voce.riservata else RISERVATO


def _voci(nome: str) -> Mapping[str, Voce]:
    return {
        r["codice"]: Voce(
            codice=r["codice"],
            motivo=r["motivo"],
            sensibilita=r.get("sensibilita", "ordinario"),
            riferimento=r.get("riferimento", ""),
            scadenza=r.get("scadenza", ""),
            come_si_accerta=r.get("come_si_accerta", ""),
            nota=r.get("nota", ""),
            adesione_possibile=r.get("adesione_volontaria_possibile", True),
            riguarda=tuple(r.get("riguarda", ())),
        )
        for r in _leggi(nome)["motivi"]
    }


def _leggi(nome: str) -> dict[str, Any]:
    dati: dict[str, Any] = yaml.load((CARTELLA / nome).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return dati
