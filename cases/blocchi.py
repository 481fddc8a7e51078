"""Blocks of the case page: each floor adds its own, this floor never imports the ones above."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from cases.models import CasoAdi

ContestoBlocco = Callable[[HttpRequest, CasoAdi], dict[str, Any] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocco:
    codice: str
    ordine: int
    funzione: ContestoBlocco
    template: str


_blocchi: dict[str, Blocco] = {}


def registra_blocco(codice: str, ordine: int, funzione: ContestoBlocco, template: str) -> None:
    """Add a block. `funzione(request, caso)` gives its context, or None to leave the block out.

    A bounded number of queries, please: the whole page has a tested count.
    """
    _blocchi[codice] = Blocco(codice=codice, ordine=ordine, funzione=funzione, template=template)


def blocchi_di(request: HttpRequest, caso: CasoAdi) -> list[dict[str, str]]:
    """The blocks to show, in order, already printed with `caso` and their own context."""
    mostrati = []
    for blocco in sorted(_blocchi.values(), key=lambda b: (b.ordine, b.codice)):
        contesto = blocco.funzione(request, caso)
        if contesto is not None:
            html = render_to_string(blocco.template, {"caso": caso, **contesto}, request=request)
            mostrati.append({"codice": blocco.codice, "html": html})
    return mostrati
