"""For each priority of the Quadro, the objectives that answer it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.forms.campi import ModuloConVersione
from patti.models import ObiettivoPatto
from patti.services.priorita import Chiave, PrioritaCollegata


class FormPriorita(ModuloConVersione):
    """One group of boxes for each priority; at least one box in each."""

    def __init__(
        self,
        *args: Any,
        priorita: Sequence[PrioritaCollegata],
        obiettivi: Sequence[ObiettivoPatto],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.priorita = priorita
        scelte = [(str(o.pk), o.testo) for o in obiettivi]
        for riga in priorita:
            self.fields[nome_campo(riga.chiave)] = forms.MultipleChoiceField(
                label=f"{riga.nome} ({riga.chi})",
                choices=scelte,
                initial=[str(pk) for pk in riga.obiettivi],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "Scegli almeno un obiettivo per questa priorità."},
            )

    @property
    def scelte(self) -> dict[Chiave, list[int]]:
        return {
            riga.chiave: [int(pk) for pk in self.cleaned_data[nome_campo(riga.chiave)]]
            for riga in self.priorita
        }


def nome_campo(chiave: Chiave) -> str:
    """Of the item and of whom it is about: a list that changes meanwhile moves no tick to another one."""
    voce, persona = chiave
    return f"priorita_{voce.replace('.', '_')}_{persona or 0}"
