"""Reads the worked examples of the office: semicolons, Italian amounts, instants on the clock of Rome."""

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from adi_platform.calendario.giorni import giorno_di_roma

Riga = dict[str, str]


def righe(nome: str) -> list[Riga]:
    with (Path(__file__).parent / nome).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def giorno(testo: str) -> date:
    return giorno_di_roma(datetime.fromisoformat(testo))


def giorno_o_niente(testo: str) -> date | None:
    return giorno(testo) if testo else None


def importo(testo: str) -> Decimal:
    return Decimal(testo.replace(",", "."))


def eventi(testo: str) -> list[tuple[str, date]]:
    coppie = (voce.partition("@") for voce in testo.split("|") if voce)
    return [(tipo, giorno(quando)) for tipo, _, quando in coppie]


def scritto(valore: object) -> str:
    """A computed value as the office writes it in the file."""
    if valore is None:
        return ""
    if isinstance(valore, Decimal):
        return str(valore).replace(".", ",")
    return str(valore)
