"""Forms of the hours that a person gives."""

from typing import Any

from django import forms

from adi_platform.agenda.enums import Dove, GiornoSettimana
from adi_platform.organizzazione.forms.territorio import SceltaSede
from adi_platform.organizzazione.models import Ambito, Sede

OGNI = [
    ("", "Solo il giorno scritto qui sotto"),
    *[(str(v), f"Ogni {n}") for v, n in GiornoSettimana.choices],
]


class FormOre(forms.Form):
    """Hours on a weekday from a day on, or on one day only."""

    giorno = forms.TypedChoiceField(
        label="Quando", choices=OGNI, coerce=int, empty_value=None, required=False
    )
    dal = forms.DateField(label="Dal", help_text="Il primo giorno, o l'unico giorno.", widget=forms.DateInput)
    al = forms.DateField(
        label="Fino al", help_text="Vuoto: finché non cambi.", widget=forms.DateInput, required=False
    )
    dalle = forms.TimeField(label="Dalle", widget=forms.TimeInput(attrs={"type": "time"}))
    alle = forms.TimeField(label="Alle", widget=forms.TimeInput(attrs={"type": "time"}))
    dove = forms.ChoiceField(label="Dove", choices=Dove.choices)
    sede = SceltaSede(label="Sede", queryset=Sede.objects.none(), required=False, empty_label="Nessuna")

    def __init__(self, *args: Any, ambito: Ambito, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sede"].queryset = Sede.objects.filter(ambito=ambito).select_related("comune")  # type: ignore[attr-defined]  # a ModelChoiceField


class FormAssenza(forms.Form):
    """Days away."""

    dal = forms.DateField(label="Primo giorno di assenza", widget=forms.DateInput)
    al = forms.DateField(label="Ultimo giorno di assenza", widget=forms.DateInput)
