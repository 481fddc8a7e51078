"""Typed reading of environment variables; a secret may come from a file named by `<NAME>_FILE`.

Every variable goes through `leggi`, so `VARIABILI_LETTE` lists what the settings really use:
the compose file and the README table are checked against it.
"""

import os
from pathlib import Path

VARIABILI_LETTE: set[str] = set()


class VariabileMancante(RuntimeError):
    """A required variable is missing; the message names it."""


def leggi(nome: str, predefinito: str | None = None) -> str:
    """Return the value of `nome`, or the content of the file named by `<nome>_FILE`."""
    VARIABILI_LETTE.add(nome)
    file = os.environ.get(f"{nome}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    valore = os.environ.get(nome, predefinito)
    if valore is None:
        raise VariabileMancante(f"Manca la variabile d'ambiente {nome} (o {nome}_FILE).")
    return valore


def testo(nome: str, predefinito: str = "") -> str:
    return leggi(nome, predefinito)


def si_no(nome: str, predefinito: bool = False) -> bool:
    return leggi(nome, "1" if predefinito else "0").lower() in {"1", "true", "si", "sì", "yes", "on"}


def intero(nome: str, predefinito: int) -> int:
    return int(leggi(nome, str(predefinito)))


def elenco(nome: str, predefinito: str = "") -> list[str]:
    return [voce.strip() for voce in leggi(nome, predefinito).split(",") if voce.strip()]
