"""Forms of the measures: a regulation file, the day of approval, a trial."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms

from contributi.services.misure import PESO_MASSIMO


class FormRegolamento(forms.Form):
    """A file, or the text itself: after a mistake the text of the file can be corrected on the page."""

    file = forms.FileField(label="File YAML del regolamento", required=False)
    testo = forms.CharField(
        label="Testo del regolamento",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "codice"}),
        help_text="In alternativa al file, oppure per correggerlo qui.",
    )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if not dati.get("file") and not str(dati.get("testo") or "").strip() and not self.errors:
            self.add_error("file", "Scegli il file del regolamento, oppure scrivine il testo.")
        return dati

    def contenuto(self) -> bytes:
        """What was given; the file wins over the text."""
        file = self.cleaned_data.get("file")
        if file is not None:
            return bytes(file.read(PESO_MASSIMO + 1))
        return str(self.cleaned_data["testo"]).encode()


class FormApprovazione(forms.Form):
    valida_dal = forms.DateField(
        label="In vigore dal",
        widget=forms.DateInput,
        help_text="La versione precedente finisce il giorno prima. Le richieste già registrate restano con la loro.",
    )


class FormSimulazione(forms.Form):
    confronto = forms.ChoiceField(label="Richieste di quale misura")
    dal = forms.DateField(label="Registrate dal", widget=forms.DateInput)
    al = forms.DateField(label="Registrate fino al", widget=forms.DateInput)

    def __init__(
        self, *args: Any, misure: Iterable[tuple[str, str]], oggi: datetime.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.oggi = oggi
        campo = self.fields["confronto"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  for the type checker
        campo.choices = list(misure)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("al", "L'ultimo giorno non può venire prima del primo.")
        return dati
