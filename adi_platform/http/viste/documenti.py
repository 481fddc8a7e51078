"""Documents: how far the preparation is, the file itself, another try when it failed."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.apri import leggi_file
from adi_platform.documenti.services.genera import riprova_documento
from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.documenti import documento_o_404
from adi_platform.http.moduli import rifiuta_se_vuota
from adi_platform.http.vista import CHI_HA_ACCESSO, vista
from adi_platform.registro_accessi.models import CanaleLettura


@vista(CHI_HA_ACCESSO, lettura="documento.scaricato", canale=CanaleLettura.DOCUMENTO)
def file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The file, checked again against its imprint; while it is not ready, the page of its state."""
    documento = documento_o_404(request, pk)
    if not documento.pronto:
        return redirect("documento-stato", pk=pk)
    try:
        dati = leggi_file(documento)
    except DominioError as errore:
        return _pagina(request, documento, problema=errore.messaggio)
    return scaricabile(documento, dati)


@vista(CHI_HA_ACCESSO, lettura="documento.scheda")
def stato(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far the preparation is; then imprint, verification code and the link to the file."""
    return _pagina(request, documento_o_404(request, pk))


@vista(CHI_HA_ACCESSO, scrive=True, lettura="documento.scheda")
def riprova(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Queue again a document that failed (POST)."""
    documento = documento_o_404(request, pk)
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            riprova_documento(documento=documento, operatore=operatore_di(request))
        except DominioError as errore:
            messages.error(request, errore.messaggio)
    return redirect("documento-stato", pk=pk)


def _pagina(request: HttpRequest, documento: Documento, problema: str = "") -> HttpResponse:
    contesto = {"documento": documento, "problema": problema}
    return render(request, "http/documento.html", contesto, status=503 if problema else 200)


def scaricabile(documento: Documento, dati: bytes) -> HttpResponse:
    """Always saved, never shown inside the site: whatever the file holds, it cannot act here."""
    return HttpResponse(
        dati,
        content_type=documento.tipo_file,
        headers={
            "Content-Disposition": content_disposition_header(True, documento.nome_file) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
