"""The code tables that the room carries with itself."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from adi_platform.organizzazione.enums import TipoEnte
from equipe.rules.ruoli import RuoloEquipe, VistaRuolo, leggi_ruoli, leggi_viste

CARTELLA = Path(__file__).parent.parent / "contenuti"
FILE_RUOLI = CARTELLA / "ruoli_equipe.yaml"
FILE_RIUNIONI = CARTELLA / "riunioni_equipe.yaml"
FUNZIONE_CASE_MANAGER = "RU.CM"
# Kinds of bodies of the table of functions, as the network knows them; the Comune and the Ambito are the office.
UFFICIO = ("EN.COM", "EN.ATS")
TIPI = {
    "EN.CPI": TipoEnte.CPI,
    **dict.fromkeys(("EN.ASL", "EN.CSM", "EN.SERD", "EN.NPI", "EN.CONS", "EN.DIS", "EN.MMG"), TipoEnte.ASL),
    **dict.fromkeys(("EN.SCU", "EN.USP", "EN.CPIA"), TipoEnte.SCUOLA),
    **dict.fromkeys(("EN.ETS", "EN.CAV", "EN.OSP"), TipoEnte.TERZO_SETTORE),
}


@cache
def contenuto_ruoli() -> dict[str, Any]:
    contenuto: dict[str, Any] = yaml.load(FILE_RUOLI.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return contenuto


@cache
def ruoli() -> dict[str, RuoloEquipe]:
    """Functions by code, in the order of the file."""
    return {ruolo.codice: ruolo for ruolo in leggi_ruoli(contenuto_ruoli())}


def nome_funzione(codice: str) -> str:
    """The name of a function; the code itself when the table no longer has it."""
    ruolo = ruoli().get(codice)
    return ruolo.nome if ruolo else codice


def codice_funzione(nome: str) -> str:
    """The code of a function given by its name or its code; the text itself when the table does not have it."""
    return next((r.codice for r in ruoli().values() if nome in (r.codice, r.nome)), nome)


def compito_di(nome: str) -> str:
    """What a function (its name or its code) does in a team, in the words of the table."""
    return next((r.compito for r in ruoli().values() if nome in (r.codice, r.nome)), "")


@cache
def viste() -> dict[str, VistaRuolo]:
    return {vista.codice: vista for vista in leggi_viste(contenuto_ruoli())}


def vista_di_funzione(nome: str) -> VistaRuolo:
    """What a function (its name or its code) reads when invited; an unknown one reads nothing."""
    ruolo = next((r for r in ruoli().values() if nome in (r.codice, r.nome)), None)
    return viste()[ruolo.vista if ruolo else "nessuna"]


@cache
def parole_delle_riunioni() -> dict[str, dict[str, str]]:
    """«motivi» and «punti» by code: the neutral words of an invitation."""
    contenuto = yaml.load(FILE_RIUNIONI.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {nome: {v["codice"]: v["testo"] for v in contenuto[nome]} for nome in ("motivi", "punti")}


def funzioni_in_equipe() -> list[tuple[str, str]]:
    """Functions that can enter a team, those of every team first."""
    esclusi = (FUNZIONE_CASE_MANAGER, "RU.RIF")  # they follow the assignment of the case and the household
    dentro = [r for r in ruoli().values() if r.posto != "fuori" and r.codice not in esclusi]
    return [(r.codice, r.nome) for r in sorted(dentro, key=lambda r: r.posto != "base")]


def tipi_di_ente(funzione: str) -> set[TipoEnte]:
    """Kinds of other bodies whose people may have that function; empty: only the office has it."""
    return {TIPI.get(e, TipoEnte.ALTRO) for e in ruoli()[funzione].enti if e not in UFFICIO}


@cache
def nomi_enti() -> dict[str, str]:
    """Kinds of bodies by code, as supports name their providers."""
    return {ente["codice"]: ente["nome"] for ente in contenuto_ruoli()["enti"]}


def nomi_funzioni(codici: Iterable[str]) -> str:
    """Functions as a text for people: «Educatore professionale, Psicologo»."""
    return ", ".join(nome_funzione(codice) for codice in codici)


def funzioni_citate(testo: str) -> list[str]:
    """Codes of the functions whose names appear in a text written by hand."""
    minuscolo = testo.lower()
    return [codice for codice, ruolo in ruoli().items() if ruolo.nome.lower() in minuscolo]
