"""Words that travel to other bodies must not name the family. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

LUNGHEZZA_MINIMA = 3
CODICE_FISCALE = re.compile(r"\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b", re.IGNORECASE)


def perche_non_neutre(testo: str, nomi: Iterable[str]) -> str:
    """Empty when the text may travel; otherwise what to take away. `nomi`: names and surnames of the household."""
    if CODICE_FISCALE.search(testo):
        return "Togli il codice fiscale: queste parole le leggono tutti gli invitati."
    parole = {p.casefold() for p in re.findall(r"[^\W\d_]+", testo)}
    presenti = sorted({n for nome in nomi for n in _pezzi(nome) if n.casefold() in parole})
    if presenti:
        return f"Togli «{presenti[0]}»: queste parole le leggono tutti gli invitati."
    return ""


def _pezzi(nome: str) -> list[str]:
    return [p for p in re.findall(r"[^\W\d_]+", nome) if len(p) >= LUNGHEZZA_MINIMA]
