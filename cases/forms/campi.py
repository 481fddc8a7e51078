"""Fields shared by the forms of the case, and how an error of the domain reaches its field."""

import datetime
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from adi_platform.errori import ConflittoDiVersione, DominioError

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


def riesce(form: forms.Form, atto: Callable[[], object]) -> bool:
    """Do the act; if the rules do not allow it, put the message beside its field and say no."""
    try:
        atto()
    except DominioError as errore:
        mostra_errore(form, errore)
        return False
    return True


def mostra_errore(form: forms.Form, errore: DominioError) -> None:
    """The message of the domain beside the field it regards, or on top of the form."""
    rimedio = ""
    if isinstance(errore, ConflittoDiVersione):
        rimedio = " Ricarica la pagina per vedere che cosa è cambiato."
    form.add_error(errore.campo if errore.campo in form.fields else None, f"{errore.messaggio}{rimedio}")
