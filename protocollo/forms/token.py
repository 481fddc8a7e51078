"""A key for the program of a body: who answers for it, what it may do, until when."""

import secrets
from typing import Any

from django import forms

from adi_platform.organizzazione.models import Utente
from cases.forms.campi import CampoGiorno
from protocollo.enums import PermessoToken


def _nuovo_nome() -> str:
    """Of this very page: sent twice it gives one key."""
    return secrets.token_urlsafe(16)


class TokenForm(forms.Form):
    nome = forms.CharField(
        label="Quale programma",
        max_length=80,
        help_text="Per esempio: il gestionale del centro per l'impiego.",
    )
    responsabile = forms.ModelChoiceField(
        Utente.objects.none(),
        label="Chi ne risponde",
        empty_label="Scegli una persona",
        help_text="Ogni lettura e ogni risposta resta scritta a suo nome.",
    )
    permesso = forms.ChoiceField(
        label="Che cosa può fare", choices=PermessoToken.choices, widget=forms.RadioSelect
    )
    scade_il = CampoGiorno(label="Fino al giorno", help_text="Compreso.")
    modulo = forms.CharField(widget=forms.HiddenInput, initial=_nuovo_nome, max_length=40)

    def __init__(self, *args: Any, referenti: list[Utente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo: Any = self.fields["responsabile"]
        campo.queryset = Utente.objects.filter(pk__in=[u.pk for u in referenti])
