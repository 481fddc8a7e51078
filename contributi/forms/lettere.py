"""Letters of the istruttoria: how they are sent, which papers they ask; when the papers came."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms

from adi_platform.http.moduli import Conferma
from cases.forms.campi import CampoGiorno, CampoNonFuturo, CampoTesto
from contributi.enums import CanaleComunicazione
from contributi.models import DocumentoDomanda
from contributi.services.lettere_istruttoria import Mancanti


class LetteraForm(forms.Form):
    canale = forms.ChoiceField(label="Come si manda", choices=CanaleComunicazione.choices)
    inviata_il = CampoGiorno(label="Inviata il")


class IntegrazioneForm(LetteraForm):
    """Papers of the list that are missing, others in words, and the last day to bring them."""

    mancanti = forms.MultipleChoiceField(
        label="Documenti che mancano", required=False, widget=forms.CheckboxSelectMultiple
    )
    altri = CampoTesto(
        label="Altri documenti",
        required=False,
        max_length=1000,
        help_text="Uno per riga, con parole semplici. Non chiedere quello che un ufficio pubblico ha già.",
    )
    entro = CampoGiorno(label="Da mandare entro")

    field_order = ("mancanti", "altri", "entro", "canale", "inviata_il")

    def __init__(self, *args: Any, righe: list[DocumentoDomanda], **altro: Any) -> None:
        super().__init__(*args, **altro)
        if righe:
            campo = self.fields["mancanti"]
            assert isinstance(campo, forms.MultipleChoiceField)  # noqa: S101  narrows the type for mypy
            campo.choices = [(riga.codice, riga.nome) for riga in righe]
        else:
            del self.fields["mancanti"]
            self.fields["altri"].required = True

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        if "mancanti" in self.fields and not dati.get("mancanti") and not dati.get("altri"):
            self.add_error("mancanti", "Indica almeno un documento che manca.")
        return dati

    def chiesti(self) -> Mancanti:
        return come_mancanti(self.cleaned_data)


class RipresaForm(Conferma):
    documenti_il = CampoNonFuturo(
        label="Documenti arrivati il",
        required=False,
        help_text="Lascia vuoto se non sono arrivati: si decide con quello che c'è.",
    )


def come_mancanti(dati: Mapping[str, Any]) -> Mancanti:
    """From what was typed: the words one for each line."""
    entro: datetime.date = dati["entro"]
    altri = [riga.strip(" -") for riga in str(dati.get("altri") or "").splitlines() if riga.strip(" -")]
    return Mancanti(codici=tuple(dati.get("mancanti") or ()), altri=tuple(altri), entro=entro)
