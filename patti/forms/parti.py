"""One form for each part of the Patto; the same form adds by hand and edits in place."""

from collections.abc import Mapping
from typing import Any

from django import forms

from cases.models import ComponenteCaso
from equipe.services.contenuti import ruoli
from patti.enums import StatoSostegno
from patti.models import ImpegnoPatto, ObiettivoPatto, Patto, RisultatoAtteso, SostegnoPatto
from patti.services.cataloghi import catalogo_di
from patti.services.fotografia import chi_si_impegna, componenti_attuali

TESTO = forms.Textarea(attrs={"rows": 3})
STATI_SOSTEGNO = (StatoSostegno.PREVISTO, StatoSostegno.ATTIVO, StatoSostegno.NON_DISPONIBILE)


class FormParte(forms.ModelForm[Any]):
    """Common to the four parts: members of this household only, and the version token."""

    versione = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6)
    molti: tuple[str, ...] = ()
    persone: tuple[str, ...] = ()

    def __init__(self, *args: Any, patto: Patto, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patto = patto
        componenti = ComponenteCaso.objects.filter(caso=patto.caso_id, uscito_il__isnull=True)
        for nome in (*self.molti, *self.persone):
            campo = self.fields[nome]
            campo.queryset = componenti.select_related("persona")  # type: ignore[attr-defined]  # a ModelChoiceField
            campo.label_from_instance = nome_e_cognome  # type: ignore[attr-defined]  # a ModelChoiceField
        for nome in self.persone:
            self.fields[nome].empty_label = "Scegli la persona"  # type: ignore[attr-defined]  # a ModelChoiceField
        if self.instance.pk:
            self.fields["versione"].initial = self.instance.versione

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("al", "La fine non può essere prima dell'inizio.")
        return dati

    @property
    def valori(self) -> Mapping[str, Any]:
        """Plain fields for the service."""
        fuori = {"versione", *self.molti}
        return {nome: valore for nome, valore in self.cleaned_data.items() if nome not in fuori}

    @property
    def insiemi(self) -> Mapping[str, Any]:
        """Sets of members for the service."""
        return {nome: self.cleaned_data[nome] for nome in self.molti}


def nome_e_cognome(componente: ComponenteCaso) -> str:
    return f"{componente.persona.nome} {componente.persona.cognome}"


class FormObiettivo(FormParte):
    persone = ("persona",)

    class Meta:
        model = ObiettivoPatto
        fields = ["testo", "area", "priorita", "riservato", "persona"]
        widgets = {"testo": TESTO, "area": forms.Select}
        help_texts = {
            "testo": "Con le parole della famiglia: che cosa deve cambiare.",
            "riservato": "Lo vede solo la persona, nel suo allegato, e chi segue il caso.",
            "persona": "Serve per un obiettivo riservato.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aree = catalogo_di(self.patto.caso.ambito_id).aree
        self.fields["area"] = forms.ChoiceField(label="Area", choices=list(aree.items()))

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if dati.get("riservato") and dati.get("persona") is None:
            self.add_error("persona", "Un obiettivo riservato riguarda una persona: sceglila.")
        return dati


class FormRisultato(FormParte):
    molti = ("componenti",)

    class Meta:
        model = RisultatoAtteso
        fields = ["testo", "indicatore", "entro", "componenti"]
        widgets = {"testo": TESTO, "componenti": forms.CheckboxSelectMultiple}
        help_texts = {
            "testo": "Un cambiamento concreto, che si può vedere.",
            "indicatore": "Che cosa si guarda per dire che è raggiunto.",
        }


class FormSostegno(FormParte):
    molti = ("componenti",)

    class Meta:
        model = SostegnoPatto
        fields = ["testo", "erogatore", "componenti", "frequenza", "dal", "al", "finanziamento", "stato"]
        widgets = {"testo": TESTO, "componenti": forms.CheckboxSelectMultiple}
        help_texts = {"stato": "Un sostegno si promette solo se esiste."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stato"] = forms.ChoiceField(
            label="Stato", choices=[(s.value, s.label) for s in STATI_SOSTEGNO]
        )


class FormImpegno(FormParte):
    molti = ("altri",)
    persone = ("componente",)

    class Meta:
        model = ImpegnoPatto
        fields = [
            "testo",
            "componente",
            "altri",
            "area",
            "frequenza",
            "dal",
            "al",
            "verifica_chi",
            "verifica_come",
            "sostegno",
            "sanzionabile",
            "sensibile",
        ]
        widgets = {"testo": TESTO, "altri": forms.CheckboxSelectMultiple}
        help_texts = {
            "componente": "Un minore prende solo impegni suoi, come la scuola; mai prima dei 6 anni.",
            "altri": "Partecipano senza vincoli e senza conseguenze.",
            "sanzionabile": "Mai per i minori, per chi ha aderito per scelta, per chi è escluso.",
            "sensibile": "Non compare nella copia della famiglia.",
            "verifica_chi": "Le funzioni che verificano, per esempio: Educatore professionale.",
        }

    def __init__(self, *args: Any, risultato: RisultatoAtteso | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        componenti = chi_si_impegna(componenti_attuali(self.patto.caso))
        chi = self.fields["componente"]
        chi.queryset = chi.queryset.filter(pk__in=[c.pk for c in componenti])  # type: ignore[attr-defined]  # a ModelChoiceField
        genitore = risultato or self.instance.risultato
        aree = catalogo_di(self.patto.caso.ambito_id).aree_impegni
        self.fields["area"] = forms.ChoiceField(label="Area", choices=list(aree.items()))
        sostegni = self.fields["sostegno"]
        sostegni.queryset = SostegnoPatto.objects.filter(risultato=genitore)  # type: ignore[attr-defined]  # a ModelChoiceField
        sostegni.empty_label = "Non dipende da un sostegno"  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["verifica_chi"].widget.attrs["list"] = "funzioni"

    @property
    def funzioni(self) -> list[str]:
        """Names suggested while typing who verifies."""
        return [ruolo.nome for ruolo in ruoli().values()]


FORM_PARTI: dict[str, type[FormParte]] = {
    "obiettivo": FormObiettivo,
    "risultato": FormRisultato,
    "sostegno": FormSostegno,
    "impegno": FormImpegno,
}
