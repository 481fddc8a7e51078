"""Filters kept in the address: an odd value is ignored, never an error page."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from cases.cronologia import Genere
from cases.enums import StatoCaso, TipoCaso
from cases.forms.campi import CampoGiorno

SCADENZE = (
    ("ritardo", "In ritardo"),
    ("vicine", "Entro 7 giorni"),
    ("attesa", "In attesa di altri"),
    ("posto", "Tutto a posto"),
)
SCELTE_ORDINE = (
    ("scadenza", "Scadenza più vicina"),
    ("nome", "Cognome"),
    ("comune", "Comune"),
    ("pad", "PAD più recente"),
)


class ElencoForm(forms.Form):
    stato = forms.ChoiceField(label="Stato", required=False, choices=[("", "Tutti"), *StatoCaso.choices])
    tipo = forms.ChoiceField(
        label="Da dove arriva", required=False, choices=[("", "Tutti"), *TipoCaso.choices]
    )
    scadenza = forms.ChoiceField(label="Scadenza", required=False, choices=[("", "Tutte"), *SCADENZE])
    comune = forms.TypedChoiceField(label="Comune", required=False, coerce=int, empty_value=None)
    operatore = forms.ChoiceField(label="Chi segue", required=False)
    importazione = forms.IntegerField(
        label="Importazione n.", required=False, min_value=1, max_value=2_000_000_000
    )
    ordine = forms.ChoiceField(label="Ordina per", required=False, choices=SCELTE_ORDINE)

    def __init__(
        self,
        *args: Any,
        comuni: list[tuple[int, str]],
        operatori: list[tuple[str, str]],
        **altro: Any,
    ) -> None:
        super().__init__(*args, **altro)
        self.fields["comune"] = forms.TypedChoiceField(
            label="Comune", required=False, coerce=int, empty_value=None, choices=[("", "Tutti"), *comuni]
        )
        self.fields["operatore"] = forms.ChoiceField(
            label="Chi segue",
            required=False,
            choices=[("", "Tutti"), ("nessuno", "Da assegnare"), *operatori],
        )

    def scelte(self) -> dict[str, Any]:
        """The valid filters only."""
        self.is_valid()
        return {nome: valore for nome, valore in self.cleaned_data.items() if valore not in (None, "")}


class CronologiaForm(forms.Form):
    genere = forms.ChoiceField(label="Che cosa", required=False, choices=[("", "Tutto"), *Genere.choices])
    dal = CampoGiorno(label="Dal", required=False)
    al = CampoGiorno(label="Al", required=False)

    def periodo(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        """Instants of the first and last day, in Rome."""
        dal, al = self.cleaned_data.get("dal"), self.cleaned_data.get("al")
        return (
            timezone.make_aware(datetime.datetime.combine(dal, datetime.time.min)) if dal else None,
            timezone.make_aware(datetime.datetime.combine(al, datetime.time.max)) if al else None,
        )
