"""The public page that says of a document: authentic, or not authentic. Nothing else."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.documenti.codici import leggi_codice
from adi_platform.documenti.services.verifica import codice_autentico, file_autentico
from adi_platform.http.moduli import dati_inviati, file_inviati
from adi_platform.http.vista import PUBBLICA, vista

MB = 1024 * 1024
MASSIMO = 20 * MB
CODICE_ERRATO = "Il codice ha sedici lettere e cifre, a gruppi di quattro: controlla di averlo scritto tutto."


class CodiceForm(forms.Form):
    """The code typed by hand from the foot of a page."""

    codice = forms.CharField(
        label="Codice del documento",
        help_text="È in fondo a ogni pagina, per esempio K7QF-9M2H-RTVX-4BCD.",
        max_length=60,
        error_messages={"required": "Scrivi il codice che trovi in fondo alla pagina."},
    )

    def clean_codice(self) -> str:
        codice = leggi_codice(self.cleaned_data["codice"])
        if not codice:
            raise forms.ValidationError(CODICE_ERRATO)
        return codice


class FileForm(forms.Form):
    """A copy of the file, compared byte by byte and not kept."""

    file = forms.FileField(
        label="File da confrontare",
        help_text="Il file PDF così come lo hai ricevuto. Non viene conservato.",
        error_messages={
            "required": "Scegli il file da confrontare.",
            "empty": "Il file è vuoto: scegline un altro.",
        },
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MASSIMO:
            raise forms.ValidationError(f"Il file è troppo grande: al massimo {MASSIMO // MB} MB.")
        return file


@vista(PUBBLICA)
def cerca(request: HttpRequest) -> HttpResponse:
    """Where the code is typed."""
    form = CodiceForm(request.GET if "codice" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verifica-documento", codice=form.cleaned_data["codice"])
    return render(request, "http/verifica.html", {"form": form})


@vista(PUBBLICA, scrive=True)
def documento(request: HttpRequest, codice: str) -> HttpResponse:
    """The answer for a code (GET), and for a file with that code (POST)."""
    form = FileForm(dati_inviati(request), file_inviati(request))
    contesto = {"form": form, "codice": leggi_codice(codice), "di_file": False}
    if request.method == "POST" and form.is_valid():
        autentico = file_autentico(codice, form.cleaned_data["file"].chunks())
        contesto |= {"autentico": autentico, "di_file": True}
    else:
        contesto["autentico"] = codice_autentico(codice)
    return render(request, "http/verifica_esito.html", contesto)
