"""Measures of speed; each room registers its own in `ready()` and `manage.py benchmark` runs it.

    registra_misura("pdf", "cases.benchmark.documenti.misura_documenti")

The path of a function, imported only to be measured: a server needs none of what they use.
A measure prints nothing: it yields lines, and takes the number given with `--quanti` (None: its own).
"""

from collections.abc import Callable, Iterator

from django.utils.module_loading import import_string

Misura = Callable[[int | None], Iterator[str]]

_misure: dict[str, str] = {}


def registra_misura(nome: str, funzione: str) -> None:
    _misure[nome] = funzione


def misure() -> dict[str, Misura]:
    return {nome: import_string(funzione) for nome, funzione in _misure.items()}
