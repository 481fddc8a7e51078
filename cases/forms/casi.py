"""Forms of the acts on a whole case."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms

from adi_platform.organizzazione.models import Comune, Utente
from cases.enums import StatoBeneficio, TipoCaso
from cases.forms.campi import CampoGiorno, CampoTesto, ModuloConVersione


class AssegnaForm(forms.Form):
    a = forms.ModelChoiceField(
        label="Chi segue il caso", queryset=Utente.objects.none(), empty_label="Scegli una persona"
    )
    dal = CampoGiorno(label="Dal giorno")
    motivo = forms.CharField(
        label="Motivo", max_length=200, required=False, help_text="Serve se il caso cambia mano."
    )

    def __init__(self, *args: Any, persone: list[Utente], oggi: datetime.date, **altro: Any) -> None:
        super().__init__(*args, **{"initial": {"dal": oggi}, **altro})
        scelta = self.fields["a"]
        assert isinstance(scelta, forms.ModelChoiceField)  # noqa: S101  narrows the type for mypy
        scelta.queryset = Utente.objects.filter(pk__in=[p.pk for p in persone]).order_by("cognome", "nome")


class MotivoForm(forms.Form):
    motivo = CampoTesto(label="Motivo", max_length=1000)


class BeneficioForm(forms.Form):
    stato = forms.ChoiceField(label="Che cosa ha deciso INPS", choices=StatoBeneficio.choices)
    motivo = forms.CharField(
        label="Da dove lo sappiamo", max_length=100, help_text="Per esempio: GePI, 12/11/2026."
    )


class DateForm(ModuloConVersione):
    data_domanda = CampoGiorno(label="Domanda a INPS", required=False)
    data_accoglimento = CampoGiorno(label="Accoglimento", required=False)
    data_pad = CampoGiorno(
        label="PAD del nucleo", required=False, help_text="Firma del patto di attivazione digitale."
    )
    data_trasmissione = CampoGiorno(
        label="Trasmissione al Comune",
        required=False,
        help_text="Per le domande fino al 29/02/2024 i 120 giorni partono da qui.",
    )
    motivo = forms.CharField(
        label="Perché la data cambia",
        max_length=300,
        required=False,
        help_text="Serve quando correggi una data già scritta. Resta tra le correzioni del caso.",
    )


class RinnovoForm(forms.Form):
    data_domanda = CampoGiorno(label="Domanda di rinnovo")
    numero_domanda = forms.CharField(label="Numero della domanda", max_length=40, required=False)
    data_pad = CampoGiorno(
        label="Nuovo PAD", required=False, help_text="Solo se la composizione del nucleo è cambiata."
    )


class ApriCasoForm(forms.Form):
    """Both kinds of case: the fields of the application are asked only for an AdI case (by the service)."""

    tipo = forms.ChoiceField(
        label="Perché si apre il caso",
        choices=TipoCaso.choices,
        widget=forms.RadioSelect,
        initial=TipoCaso.ADI,
    )
    numero_domanda = forms.CharField(
        label="Numero della domanda INPS",
        max_length=40,
        required=False,
        help_text="Solo per l'Assegno di Inclusione, come le date qui sotto.",
    )
    data_domanda = CampoGiorno(label="Domanda a INPS", required=False)
    data_pad = CampoGiorno(label="PAD del nucleo", required=False)
    data_trasmissione = CampoGiorno(label="Trasmissione al Comune", required=False)


class AccoglienzaForm(ApriCasoForm):
    """Who is at the counter: the place that takes them in, which is not always where they live."""

    comune = forms.ModelChoiceField(label="Comune che accoglie", queryset=Comune.objects.none())
    field_order = ["tipo", "comune"]

    def __init__(self, *args: Any, comuni: Iterable[int], **altro: Any) -> None:
        super().__init__(*args, **altro)
        self.fields["tipo"].initial = TipoCaso.SPORTELLO
        self.fields["comune"] = forms.ModelChoiceField(
            label="Comune che accoglie",
            queryset=Comune.objects.filter(pk__in=list(comuni)).order_by("nome"),
            empty_label="Scegli un Comune",
        )
        self.order_fields(self.field_order)
