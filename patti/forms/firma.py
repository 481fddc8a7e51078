"""Signing: on screen, on paper, or saying no."""

import base64
import binascii
import io
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, UnidentifiedImageError

PREFISSO = "data:image/png;base64,"
PESO_MASSIMO = 400_000
LATO_MASSIMO = 4000
TRATTO_MINIMO = 60  # dark pixels: less is a dot, not a signature


class FormDiFirma(forms.Form):
    """`fogli`: what one act signs, such as «il Patto e l'allegato personale»; labels and helps name it."""

    luogo = forms.CharField(label="Luogo", max_length=120)

    def __init__(self, *args: Any, fogli: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fogli = fogli
        for campo in self.fields.values():
            campo.label = (campo.label or "").format(fogli=fogli)
            campo.help_text = campo.help_text.format(fogli=fogli)


class FormFirmaSchermo(FormDiFirma):
    """The drawing arrives as the address of a PNG, written by the script of the page."""

    disegno = forms.CharField(widget=forms.HiddenInput, required=False, strip=True)
    letto = forms.BooleanField(
        label="Ho letto {fogli}, o mi sono stati letti, e li ho capiti.", required=True
    )

    def clean_disegno(self) -> SimpleUploadedFile:
        testo = self.cleaned_data["disegno"]
        if not testo:
            raise forms.ValidationError("Manca la firma: disegnala nel riquadro, o usa la firma su carta.")
        if not testo.startswith(PREFISSO) or len(testo) > PESO_MASSIMO:
            raise forms.ValidationError("La firma non si legge: cancellala e rifalla.")
        try:
            dati = base64.b64decode(testo[len(PREFISSO) :], validate=True)
        except binascii.Error as errore:
            raise forms.ValidationError("La firma non si legge: cancellala e rifalla.") from errore
        return SimpleUploadedFile("firma.png", _su_bianco(dati), "image/png")


class FormFirmaCarta(FormDiFirma):
    """The scan of the signed paper, with the attestation of who compared it with the original."""

    file = forms.FileField(
        label="Copia dei fogli firmati", help_text="In un solo file: {fogli}. PDF, JPEG o PNG."
    )
    conforme = forms.BooleanField(
        label="Attesto che la copia è conforme agli originali che ho davanti.", required=True
    )


class FormRifiuto(FormDiFirma):
    motivo = forms.CharField(
        label="Perché la persona non firma",
        help_text="Una frase, con le sue parole. Resta nel fascicolo: sui fogli si legge solo il rifiuto.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class FormChiusura(forms.Form):
    luogo = forms.CharField(label="Luogo della firma", max_length=120)


def _su_bianco(dati: bytes) -> bytes:
    """The drawing on white, re-encoded: nothing but its pixels is kept."""
    try:
        with Image.open(io.BytesIO(dati), formats=["PNG"]) as originale:
            if max(originale.size) > LATO_MASSIMO:
                raise forms.ValidationError("La firma non si legge: cancellala e rifalla.")
            disegno = originale.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as errore:
        raise forms.ValidationError("La firma non si legge: cancellala e rifalla.") from errore
    foglio: Any = Image.new("RGBA", disegno.size, "white")
    foglio.alpha_composite(disegno)
    grigio = foglio.convert("L")
    if sum(grigio.histogram()[:128]) < TRATTO_MINIMO:
        raise forms.ValidationError("Nel riquadro non c'è ancora una firma.")
    flusso = io.BytesIO()
    foglio.convert("RGB").save(flusso, "PNG", optimize=True)
    return flusso.getvalue()
