"""The part of the PAI that art. 7 asks for, and the relatives bound to maintenance."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.anagrafe import CampoImporto
from cases.forms.campi import CampoNonFuturo
from patti.enums import EsitoParente, LetteraBisogno, ModoSostegno
from patti.forms.parti import FormParte
from patti.misure import misure_proponibili
from patti.models import ContenutoPai, ParenteTenuto

LUNGO = forms.Textarea(attrs={"rows": 4})


class FormPai(forms.ModelForm[ContenutoPai]):
    """Need, support, relatives: everything may be left for later, the panel says what is missing."""

    versione = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    lettere = forms.MultipleChoiceField(
        label="Stato di bisogno (art. 4)",
        choices=LetteraBisogno.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    importo = CampoImporto(
        label="Quanto", required=False, help_text="In euro: al mese, se scrivi i mesi; altrimenti in tutto."
    )
    modo = forms.ChoiceField(
        label="Come si eroga", choices=[("", "Da scegliere"), *ModoSostegno.choices], required=False
    )

    informato_il = CampoNonFuturo(label="Chi chiede è informato degli alimenti il", required=False)

    class Meta:
        model = ContenutoPai
        fields = [
            "valutazione",
            "lettere",
            "bisogno",
            "misura",
            "importo",
            "mesi",
            "modo",
            "informato_il",
            "parenti_necessari",
            "perche_parenti",
        ]
        widgets = {"valutazione": LUNGO, "bisogno": LUNGO, "perche_parenti": LUNGO}
        help_texts = {
            "valutazione": "Che cosa ha chiesto la persona, che cosa hai visto, quali risorse ci sono già.",
            "bisogno": "Si legge nel progetto: scrivi quello che serve a capire, niente di più.",
            "mesi": "Lascia vuoto per un contributo in una volta sola.",
            "parenti_necessari": "Si convocano solo con l'accordo di chi chiede.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["versione"].initial = self.instance.versione
        proponibili = misure_proponibili(self.instance.patto.caso.ambito_id, timezone.localdate())
        self._misure, self._modi = (
            {m.codice: m.nome for m in proponibili},
            {m.codice: m.modi for m in proponibili},
        )
        if self.instance.misura:
            self._misure.setdefault(self.instance.misura, self.instance.misura_nome or self.instance.misura)
        self.fields["misura"] = forms.ChoiceField(
            label="Misura proposta", choices=[("", "Nessuna per ora"), *self._misure.items()], required=False
        )
        if self.instance.importo is not None:
            self.initial["importo"] = str(self.instance.importo).replace(".", ",")

    def clean_importo(self) -> Any:
        importo = self.cleaned_data["importo"]
        if importo is not None and importo <= 0:
            raise forms.ValidationError("Scrivi un importo maggiore di zero.")
        return importo

    def clean(self) -> dict[str, Any]:
        """A mode that the measure does not have would make a PAI under which nothing can be asked."""
        dati: dict[str, Any] = super().clean() or {}
        modi = self._modi.get(dati.get("misura", ""), ())
        if dati.get("modo") and modi and dati["modo"] not in modi:
            nomi = ", ".join(ModoSostegno(m).label.lower() for m in modi if m in ModoSostegno.values)
            self.add_error("modo", f"Questa misura non si eroga così, ma con: {nomi}.")
        return dati

    @property
    def valori(self) -> Mapping[str, Any]:
        dati = {nome: valore for nome, valore in self.cleaned_data.items() if nome != "versione"}
        return {**dati, "misura_nome": self._misure.get(dati["misura"], "")}


class FormParente(FormParte):
    class Meta:
        model = ParenteTenuto
        fields = ["nome", "rapporto", "esito", "il", "nota"]
        widgets = {"nota": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "il": "Il giorno del colloquio, o in cui chi chiede ha detto di no.",
            "nota": "Resta in ufficio: non si stampa nel progetto.",
        }

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if dati.get("esito") != EsitoParente.DA_SENTIRE and not dati.get("il"):
            self.add_error("il", "Scrivi quando.")
        return dati
