"""The only fields that a partner sees, one frozen value for each kind of body. Pure.

A field that is not written here cannot leave: pages, prints and imprints are made from these values alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from protocollo.proiezioni.fatti import FattiCondivisi, FattiPersona

RISERVATO = "riservati: passa dal servizio sociale"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaLavoro:
    """What the CPI needs to convene somebody and sign the patto di servizio."""

    nome: str
    codice: str
    nato_il: date | None
    comune: str
    recapiti: tuple[str, ...]
    obblighi: str
    pad_individuale_il: date | None
    inviato_il: date | None
    psp_il: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaSalute:
    """Who the health service is asked about: enough to recognise them and to call them."""

    nome: str
    codice: str
    nato_il: date | None
    recapiti: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaScuola:
    """The pupil, without family and without the reason of the question."""

    nome: str
    nato_il: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaOspite:
    """Who is welcomed in an activity."""

    nome: str
    ore: str
    competenze: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaEquipe:
    """Of whom a meeting speaks: the name or the initials, nothing else."""

    nome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EstrattoRiunione:
    """What a person of another body reads of a meeting: who else is invited is not theirs to know.

    `motivo` is empty for a function that does not need it; `persone` are names or initials; `bisogni` the answers
    of the analysis on those persons that call for that function, and only those; `recapiti` those of the office.
    """

    inizio: datetime
    fine: datetime
    luogo: str
    collegamento: str
    motivo: str
    punti: tuple[str, ...]
    persone: tuple[str, ...]
    riferimento: str
    recapiti: tuple[str, ...] = ()
    caso: str = ""
    compito: str = ""
    bisogni: tuple[str, ...] = ()


PersonaProiettata = PersonaLavoro | PersonaSalute | PersonaScuola | PersonaOspite | PersonaEquipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Proiezione:
    """What one body sees of a case."""

    persone: tuple[PersonaProiettata, ...]
    riferimento: str
    recapiti_ufficio: tuple[str, ...]
    fino_al: date | None


def proietta(proiezione: str, fatti: FattiCondivisi) -> Proiezione:
    """The view of the kind `proiezione` (a code of TipoProiezione)."""
    forma = FORME[proiezione]
    return Proiezione(
        persone=tuple(forma(persona, fatti) for persona in fatti.persone),
        riferimento=fatti.riferimento,
        recapiti_ufficio=fatti.recapiti_ufficio,
        fino_al=fatti.fino_al,
    )


def impronta(contenuto: Mapping[str, Any]) -> str:
    """SHA-256 of canonical JSON."""
    testo = json.dumps(contenuto, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(testo.encode()).hexdigest()


def impronta_di(vista: Proiezione | EstrattoRiunione) -> str:
    return impronta(asdict(vista))


def _lavoro(p: FattiPersona, _: FattiCondivisi) -> PersonaLavoro:
    return PersonaLavoro(
        nome=p.nome_intero,
        codice=p.codice,
        nato_il=p.nato_il,
        comune=p.comune,
        recapiti=p.recapiti,
        obblighi=_obblighi(p),
        pad_individuale_il=p.pad_individuale_il,
        inviato_il=p.inviato_cpi_il,
        psp_il=p.psp_il,
    )


def _salute(p: FattiPersona, _: FattiCondivisi) -> PersonaSalute:
    return PersonaSalute(nome=p.nome_intero, codice=p.codice, nato_il=p.nato_il, recapiti=p.recapiti)


def _scuola(p: FattiPersona, _: FattiCondivisi) -> PersonaScuola:
    return PersonaScuola(nome=p.nome_intero, nato_il=p.nato_il)


def _ospite(p: FattiPersona, fatti: FattiCondivisi) -> PersonaOspite:
    return PersonaOspite(nome=p.nome_intero, ore=fatti.ore, competenze=fatti.competenze)


def _equipe(p: FattiPersona, fatti: FattiCondivisi) -> PersonaEquipe:
    return PersonaEquipe(nome=p.iniziali if fatti.con_iniziali else p.nome_intero)


def _obblighi(p: FattiPersona) -> str:
    """Whether the person is bound, never why they would not be."""
    if p.tenuto:
        return "Tenuta agli obblighi di attivazione"
    if p.volontario:
        return "Partecipa per scelta"
    if not p.escluso:
        return "Obblighi da definire"
    fino = f" fino al {p.escluso_fino_al:%d/%m/%Y}" if p.escluso_fino_al else ""
    return f"Non tenuta agli obblighi{fino}"


FORME: Mapping[str, Callable[[FattiPersona, FattiCondivisi], PersonaProiettata]] = MappingProxyType(
    {"lavoro": _lavoro, "salute": _salute, "scuola": _scuola, "ospite": _ospite, "equipe": _equipe}
)
