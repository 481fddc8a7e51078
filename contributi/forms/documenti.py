"""The papers of a request."""

from typing import Any

from django import forms

from cases.forms.campi import CampoGiorno
from contributi.services.documenti_richiesti import CON_DICHIARAZIONE


class CaricaForm(forms.Form):
    """The file of one paper, or the office that already holds it."""

    file = forms.FileField(
        label="File",
        required=False,
        help_text="PDF fino a 15 MB, immagini JPEG o PNG fino a 10 MB.",
        error_messages={"empty": "Il file è vuoto: controlla e caricalo di nuovo."},
    )
    scade_il = CampoGiorno(label="Vale fino al", required=False)
    dati_invariati = forms.BooleanField(
        label="La persona ha scritto in calce alla copia che i dati non sono cambiati",
        required=False,
        help_text="Serve se il documento è scaduto (D.P.R. 445/2000, art. 45 c. 3).",
    )
    presso = forms.CharField(
        label="Oppure: quale ufficio pubblico lo ha già",
        max_length=160,
        required=False,
        help_text="Allora non si chiede alla persona (L. 241/1990, art. 18).",
    )

    def __init__(self, *args: Any, codice: str, **altro: Any) -> None:
        super().__init__(*args, **altro)
        if codice not in CON_DICHIARAZIONE:
            del self.fields["dati_invariati"]

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        if not dati.get("file") and not dati.get("presso") and not self.errors:
            self.add_error("file", "Scegli il file da caricare, oppure scrivi quale ufficio lo ha già.")
        return dati
