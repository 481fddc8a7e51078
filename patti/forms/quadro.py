"""What frames the Patto, and the reasons asked by its moves."""

from typing import Any

from django import forms
from django.utils import timezone

from cases.models import ComponenteCaso
from patti.documents.firme import adulto
from patti.forms.parti import nome_e_cognome
from patti.models import Patto
from patti.services.fotografia import componenti_attuali

LUNGO = forms.Textarea(attrs={"rows": 3})


class FormQuadro(forms.ModelForm[Patto]):
    """People of reference, validity, preferences, monitoring plan."""

    versione = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)

    class Meta:
        model = Patto
        fields = [
            "referente_familiare",
            "preferenze",
            "partecipazione_minori",
            "progetti_integrati",
            "valido_dal",
            "valido_al",
            "prima_verifica",
            "verifica_ogni_giorni",
            "verifica_modalita",
            "verifica_descrizione",
        ]
        widgets = {
            "preferenze": LUNGO,
            "partecipazione_minori": LUNGO,
            "progetti_integrati": LUNGO,
            "verifica_descrizione": LUNGO,
        }
        help_texts = {
            "referente_familiare": "L'adulto che la famiglia sceglie come punto di contatto.",
            "preferenze": "Con le parole della famiglia.",
            "progetti_integrati": "Altri servizi che già seguono qualcuno: come si tengono insieme.",
            "valido_al": "Può andare oltre la durata del beneficio.",
            "verifica_descrizione": "Chi partecipa, che cosa si guarda insieme.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        patto = self.instance
        self.fields["versione"].initial = patto.versione
        adulti = [c.pk for c in componenti_attuali(patto.caso) if adulto(c, al=timezone.localdate())]
        campo = self.fields["referente_familiare"]
        campo.queryset = ComponenteCaso.objects.filter(pk__in=adulti).select_related("persona")  # type: ignore[attr-defined]  # a ModelChoiceField
        campo.empty_label = "Da scegliere"  # type: ignore[attr-defined]  # a ModelChoiceField
        campo.label_from_instance = nome_e_cognome  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        dal, al = dati.get("valido_dal"), dati.get("valido_al")
        if dal and al and al < dal:
            self.add_error("valido_al", "Il Patto non può finire prima di iniziare.")
        return dati

    @property
    def valori(self) -> dict[str, Any]:
        return {nome: valore for nome, valore in self.cleaned_data.items() if nome != "versione"}


class FormMotivo(forms.Form):
    """The reason of a move."""

    motivo = forms.CharField(label="Perché", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class FormSuggerimento(forms.Form):
    testo = forms.CharField(
        label="Che cosa proponi", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class FormRisposta(forms.Form):
    risposta = forms.CharField(label="Che cosa ne fai", max_length=300)
