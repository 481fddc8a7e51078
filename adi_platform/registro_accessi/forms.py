"""Filters of the register of reads."""

from typing import Any

from django import forms


class FiltroLettureForm(forms.Form):
    """Every field is optional; `al` includes its day."""

    dal = forms.DateField(
        label="Dal giorno",
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": "Scrivi la data come 23/11/2026."},
    )
    al = forms.DateField(
        label="Fino al giorno",
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": "Scrivi la data come 23/11/2026."},
    )
    chi = forms.CharField(label="Chi ha letto", required=False, max_length=80)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("al", "Il periodo finisce prima di iniziare.")
        return dati


class FiltroRegistroForm(FiltroLettureForm):
    """The whole register can also be narrowed to one case."""

    caso = forms.IntegerField(
        label="Numero del caso",
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        error_messages={
            "invalid": "Scrivi solo il numero del caso.",
            "min_value": "Scrivi solo il numero del caso.",
            "max_value": "Questo numero è troppo grande.",
        },
    )
