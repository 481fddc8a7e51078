"""Accounts and roles."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Comune, Ente, UnitaTerritoriale


class IncaricoForm(forms.Form):
    """A role, where and for how long. Without unit and Comune it spans the whole Ambito."""

    ruolo = forms.ChoiceField(label="Ruolo", choices=[("", "Scegli"), *Ruolo.choices])
    unita = forms.ModelChoiceField(
        UnitaTerritoriale.objects.none(),
        label="Unità territoriale",
        required=False,
        empty_label="Tutto l'Ambito",
    )
    comune = forms.ModelChoiceField(
        Comune.objects.none(),
        label="Comune",
        required=False,
        empty_label="Nessuno in particolare",
        help_text="Indica l'unità oppure il Comune, non entrambi.",
    )
    dal = forms.DateField(label="Dal giorno", widget=forms.DateInput)
    al = forms.DateField(
        label="Fino al giorno",
        required=False,
        widget=forms.DateInput,
        help_text="Compreso. Vuoto: senza fine.",
    )

    def __init__(self, *args: Any, ambito: Ambito, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._campo("unita").queryset = UnitaTerritoriale.objects.filter(ambito=ambito)
        self._campo("comune").queryset = Comune.objects.filter(ambito=ambito)

    def _campo(self, nome: str) -> "forms.ModelChoiceField[Any]":
        campo = self.fields[nome]
        if not isinstance(campo, forms.ModelChoiceField):
            raise TypeError(nome)
        return campo

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("al", "L'incarico non può finire prima di iniziare.")
        if dati.get("unita") and dati.get("comune"):
            self.add_error("comune", "Indica l'unità oppure il Comune, non entrambi.")
        return dati


class AccessoForm(IncaricoForm):
    """A new account with its first role."""

    nome = forms.CharField(label="Nome", max_length=80)
    cognome = forms.CharField(label="Cognome", max_length=80)
    email = forms.EmailField(label="Posta elettronica", help_text="Personale, non di un ufficio.")
    codice_fiscale = forms.CharField(
        label="Codice fiscale",
        max_length=16,
        required=False,
        help_text="Serve per entrare con SPID o CIE.",
        validators=[RegexValidator(r"\A[A-Za-z0-9]{16}\Z", "Il codice fiscale ha 16 lettere e cifre.")],
    )
    ente = forms.ModelChoiceField(
        Ente.objects.none(),
        label="Ente partner",
        required=False,
        empty_label="Nessuno: lavora nell'Ambito",
    )
    field_order = [
        "nome",
        "cognome",
        "email",
        "codice_fiscale",
        "ente",
        "ruolo",
        "unita",
        "comune",
        "dal",
        "al",
    ]

    def __init__(self, *args: Any, ambito: Ambito, **kwargs: Any) -> None:
        super().__init__(*args, ambito=ambito, **kwargs)
        self._campo("ente").queryset = Ente.objects.filter(ambito=ambito)

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if dati.get("ruolo") == Ruolo.REFERENTE_PARTNER and not dati.get("ente"):
            self.add_error("ente", "Indica l'ente di cui è referente.")
        return dati


class FineIncaricoForm(forms.Form):
    ultimo_giorno = forms.DateField(
        label="Ultimo giorno", widget=forms.DateInput, help_text="Compreso. Per toglierlo subito indica ieri."
    )


class SecondoFattoreForm(forms.Form):
    ruoli = forms.MultipleChoiceField(
        label="Ruoli che devono usare un secondo fattore",
        choices=Ruolo.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chi ha uno di questi ruoli deve attivarlo prima di entrare.",
    )
