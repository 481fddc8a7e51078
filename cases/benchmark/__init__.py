"""Measures of speed; each room registers its own in `ready()` and `manage.py benchmark` runs it.

    registra_misura("pdf", misura_pdf)

A measure prints nothing: it yields lines, and takes the number given with `--quanti` (None: its own).
"""

from collections.abc import Callable, Iterator

Misura = Callable[[int | None], Iterator[str]]

_misure: dict[str, Misura] = {}


def registra_misura(nome: str, funzione: Misura) -> None:
    _misure[nome] = funzione


def misure() -> dict[str, Misura]:
    return dict(_misure)
