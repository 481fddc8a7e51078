"""Fields shared by the forms of the case."""

import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

PRIMO_GIORNO = datetime.date(1900, 1, 1)
ULTIMO_GIORNO = datetime.date(2099, 12, 31)
FUORI = "Controlla l'anno: la data è fuori dal calendario."


class CampoGiorno(forms.DateField):
    """A day that a person could mean: four-digit years of this century or the last."""

    widget = forms.DateInput
    default_error_messages = {"invalid": "Scrivi una data, per esempio 23/11/2026."}

    def __init__(self, **altro: Any) -> None:
        super().__init__(**altro)
        self.validators += [MinValueValidator(PRIMO_GIORNO, FUORI), MaxValueValidator(ULTIMO_GIORNO, FUORI)]


def _non_futura(giorno: datetime.date) -> None:
    if giorno > timezone.localdate():
        raise forms.ValidationError("La data non può essere futura.")


class CampoNonFuturo(CampoGiorno):
    """A day of something that has already happened."""

    def __init__(self, **altro: Any) -> None:
        super().__init__(**altro)
        self.validators.append(_non_futura)


class CampoOra(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    default_error_messages = {"invalid": "Scrivi un'ora, per esempio 10:30."}


class CampoTesto(forms.CharField):
    """Free text in more lines."""

    def __init__(self, *, righe: int = 3, **altro: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": righe}), **{"max_length": 4000, **altro})


class ModuloConVersione(forms.Form):
    """Carries the version read, so that two people do not overwrite each other."""

    versione = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
