"""Two people wrote the same thing: both texts, side by side, and who wrote the other one."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from adi_platform.organizzazione.models import Utente
from cases.models import SezioneAnalisi


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


def chi_ha_salvato(riga: SezioneAnalisi | None, operatore: Utente) -> str:
    """Who saved in the meantime, and when: often it is the same person in another tab."""
    if riga is None or riga.aggiornato_da is None:
        return "Questa parte è stata salvata mentre la scrivevi"
    il = timezone.localtime(riga.aggiornato_il)
    quando = f"alle {il:%H:%M}" if il.date() == timezone.localdate() else f"il {il:%d/%m/%Y} alle {il:%H:%M}"
    if riga.aggiornato_da == operatore:
        return f"Hai salvato tu da un'altra scheda {quando}, dopo avere aperto questa"
    return f"Un'altra persona, {riga.aggiornato_da}, ha salvato questa parte {quando}, mentre la scrivevi"


def _testo(valore: Any) -> str:
    if valore in (None, ""):
        return "vuoto"
    return f"{valore:%d/%m/%Y}" if hasattr(valore, "strftime") else str(valore)
