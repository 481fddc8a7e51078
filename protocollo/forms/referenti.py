"""Invitations: the address of who is invited, then the name and the password of who accepts."""

from typing import Any

from django import forms
from django.core.validators import validate_domain_name

from adi_platform.http.moduli import Conferma
from adi_platform.organizzazione.models import Utente
from cases.forms.campi import CampoGiorno, CampoTesto

NON_E_UN_DOMINIO = "non è un dominio di posta: scrivi ciò che viene dopo la chiocciola."


class InvitoForm(forms.Form):
    email = forms.EmailField(
        label="Posta elettronica", help_text="Personale, non di un ufficio.", max_length=254
    )
    incarico_al = CampoGiorno(
        label="Fino al giorno", required=False, help_text="Compreso. Vuoto: senza fine."
    )
    amministra_ente = forms.BooleanField(
        label="Può invitare e togliere i colleghi del suo ente", required=False
    )

    def __init__(self, *args: Any, nomina: bool, **kwargs: Any) -> None:
        """`nomina`: only the coordinator says who looks after a body."""
        super().__init__(*args, **kwargs)
        if not nomina:
            del self.fields["amministra_ente"]


class DominiForm(Conferma):
    """The mail domains of a body, one for each line; `prima` is what the page showed."""

    domini = CampoTesto(
        label="Domini di posta",
        required=False,
        max_length=2000,
        help_text="Uno per riga: ciò che negli indirizzi dell'ente viene dopo la chiocciola. "
        "Per esempio cpi.esempio.it.",
    )
    prima = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_domini(self) -> list[str]:
        scritti = self.cleaned_data["domini"].replace(",", " ").lower().split()
        domini = sorted({dominio.rpartition("@")[2] for dominio in scritti})
        for dominio in domini:
            try:
                validate_domain_name(dominio)
            except forms.ValidationError as errore:
                raise forms.ValidationError(f"«{dominio}» {NON_E_UN_DOMINIO}") from errore
        return domini


class AccettaForm(forms.Form):
    """What the invited person chooses."""

    nome = forms.CharField(label="Nome", max_length=80)
    cognome = forms.CharField(label="Cognome", max_length=80)
    password1 = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Almeno 12 caratteri: tre o quattro parole bastano.",
        strip=False,
        max_length=200,
    )
    password2 = forms.CharField(
        label="La stessa password, ancora",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if dati.get("password1") and dati.get("password2") and dati["password1"] != dati["password2"]:
            self.add_error("password2", "Le due password non sono uguali.")
        return dati


class DelegaForm(forms.Form):
    a = forms.ModelChoiceField(Utente.objects.none(), label="A chi", empty_label="Scegli un collega")
    fino_al = CampoGiorno(
        label="Fino al giorno", required=False, help_text="Compreso. Vuoto: finché dura la condivisione."
    )

    def __init__(self, *args: Any, colleghi: list[Utente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._colleghi(colleghi)

    def _colleghi(self, colleghi: list[Utente]) -> None:
        campo: Any = self.fields["a"]
        campo.queryset = Utente.objects.filter(pk__in=[u.pk for u in colleghi])
