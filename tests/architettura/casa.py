"""The house as the tests read it: floors from pyproject.toml, files from the tree."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

RADICE = Path(__file__).resolve().parent.parent.parent
STANZE = ("adi_platform", "cases", "equipe", "patti", "contributi", "protocollo")


@cache
def piani() -> dict[str, int]:
    """Module -> floor, higher numbers higher up; read from the import contract, the only place it is said."""
    progetto = tomllib.loads((RADICE / "pyproject.toml").read_text())
    contratto = progetto["tool"]["importlinter"]["contracts"][0]
    altezze = reversed(contratto["layers"])
    return {
        stanza.strip(" ()"): altezza for altezza, voci in enumerate(altezze) for stanza in voci.split("|")
    }


def piano(modulo: str) -> int | None:
    """Floor of a module, None for what is not ours or stands on no floor."""
    parti = modulo.split(".")
    for lunghezza in range(len(parti), 0, -1):
        trovato = piani().get(".".join(parti[:lunghezza]))
        if trovato is not None:
            return trovato
    return None


def sale(da: str, a: str) -> bool:
    """True when `da` would name something on a higher floor."""
    basso, alto = piano(da), piano(a)
    return basso is not None and alto is not None and alto > basso


def sorgenti(*, migrazioni: bool = False) -> Iterator[Path]:
    for stanza in STANZE:
        for file in sorted((RADICE / stanza).rglob("*.py")):
            if migrazioni or "migrations" not in file.parts:
                yield file


def template() -> Iterator[Path]:
    yield from sorted((RADICE / "templates").rglob("*.html"))
    yield from sorted((RADICE / "templates").rglob("*.txt"))


def albero(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def relativo(file: Path) -> str:
    return file.relative_to(RADICE).as_posix()
