"""What the frozen istruttoria already says for the act: a text to read and correct, never a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from adi_platform.norme.esito import Livello

IN_REGOLA = frozenset({Livello.AMMISSIBILE.value, Livello.AVVISO.value})


def articoli_dell_istruttoria(righe: Iterable[Mapping[str, Any]], *, massimo: int) -> str:
    """The articles of the requirements met, each once, as many as fit in `massimo` characters."""
    scritti: list[str] = []
    for articolo in dict.fromkeys(str(r["articolo"]) for r in _in_regola(righe)):
        if articolo and len(", ".join([*scritti, articolo])) <= massimo:
            scritti.append(articolo)
    return ", ".join(scritti)


def motivazione_dell_istruttoria(righe: Iterable[Mapping[str, Any]], *, della_proposta: str) -> str:
    """What the proposal says, then what was ascertained, requirement by requirement."""
    accertati = [f"- {r['requisito']}: {r['spiegazione']} ({r['articolo']})" for r in _in_regola(righe)]
    elenco = "\n".join(["L'istruttoria ha accertato:", *accertati]) if accertati else ""
    return "\n\n".join(parte for parte in (della_proposta.strip(), elenco) if parte)


def _in_regola(righe: Iterable[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    return [r for r in righe if r["esito"] in IN_REGOLA]
