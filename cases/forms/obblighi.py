"""Forms of the duties of a member."""

import datetime
from typing import Any

from django import forms

from cases.enums import Percorso
from cases.forms.campi import CampoGiorno, ModuloConVersione
from cases.models import ComponenteCaso
from cases.rules.contenuti import motivi_esonero

ATTIVABILE = [("", "Da valutare"), ("si", "Sì"), ("no", "No")]


class EsclusioneForm(ModuloConVersione):
    motivo = forms.ChoiceField(label="Motivo")
    dal = CampoGiorno(label="Dal giorno")
    scade_il = CampoGiorno(
        label="Scade o si ricontrolla il",
        required=False,
        help_text="30 giorni prima avvisiamo chi segue il caso.",
    )
    prova = forms.CharField(
        label="Prova vista", max_length=200, required=False, help_text="Atto, data, chi l'ha rilasciata."
    )
    prova_entro = CampoGiorno(
        label="Se la prova non c'è ancora: arriva entro il",
        required=False,
        help_text="Serve solo quando l'anagrafe non basta a provare il motivo.",
    )

    def __init__(self, *args: Any, **altro: Any) -> None:
        super().__init__(*args, **altro)
        voci = [(v.codice, v.motivo) for v in motivi_esonero().values()]
        self.fields["motivo"] = forms.ChoiceField(label="Motivo", choices=[("", "Scegli il motivo"), *voci])


class DalForm(ModuloConVersione):
    """Bound again, joins, withdraws: only a day."""

    dal = CampoGiorno(label="Dal giorno")


class PercorsoForm(ModuloConVersione):
    percorso = forms.TypedChoiceField(label="Percorso", choices=Percorso.choices, coerce=int)


class DateIndividualiForm(ModuloConVersione):
    attivabile_lavoro = forms.ChoiceField(label="Attivabile al lavoro", choices=ATTIVABILE, required=False)
    pad_individuale_il = CampoGiorno(label="PAD individuale", required=False)
    inviato_cpi_il = CampoGiorno(label="Inviato al CPI", required=False)
    psp_il = CampoGiorno(label="Patto di servizio", required=False)

    def clean_attivabile_lavoro(self) -> bool | None:
        return {"si": True, "no": False}.get(self.cleaned_data["attivabile_lavoro"])


class CuraForm(forms.Form):
    """Who takes over the care in the same household."""

    a = forms.ModelChoiceField(label="Passa a", queryset=ComponenteCaso.objects.none())
    dal = CampoGiorno(label="Dal giorno")
    motivo = forms.CharField(label="Perché", max_length=300)

    def __init__(self, *args: Any, componente: ComponenteCaso, oggi: datetime.date, **altro: Any) -> None:
        super().__init__(*args, **{"initial": {"dal": oggi}, **altro})
        self.fields["a"] = forms.ModelChoiceField(
            label="Passa a",
            queryset=ComponenteCaso.objects.filter(caso=componente.caso_id, uscito_il__isnull=True)
            .exclude(pk=componente.pk)
            .select_related("persona"),
        )
