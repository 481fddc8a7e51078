"""Two people wrote the same thing: both texts, side by side, and who wrote the other one."""

from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergenza:
    """A field where what was typed differs from what is saved now."""

    etichetta: str
    scritto: str
    salvato: str


def divergenze(form: forms.Form, salvati: dict[str, Any]) -> list[Divergenza]:
    """The fields that differ, in the order of the form."""
    trovate = []
    for nome, campo in form.fields.items():
        scritto, salvato = _testo(form.cleaned_data.get(nome)), _testo(salvati.get(nome))
        if nome in salvati and nome != "versione" and scritto != salvato:
            trovate.append(Divergenza(etichetta=str(campo.label), scritto=scritto, salvato=salvato))
    return trovate


def _testo(valore: Any) -> str:
    if valore in (None, ""):
        return "vuoto"
    return f"{valore:%d/%m/%Y}" if hasattr(valore, "strftime") else str(valore)
