"""Publication: the check before going on line, the public list without login, the open-data file."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.documenti.services.apri import leggi_file
from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riesce, rifiuta_se_vuota
from adi_platform.http.vista import PUBBLICA, vista
from contributi.forms.provvedimenti import PubblicaForm, SemestreForm, TestoPubblicoForm
from contributi.models import ElencoDeroghe, Pubblicazione
from contributi.permissions.provvedimenti import (
    DECIDE,
    ambiti_da_dirigere,
    provvedimento_da_decidere_o_404,
)
from contributi.rules.lettere import argomenti_riservati
from contributi.services.deroghe import forma_elenco
from contributi.services.pubblicazione import pubblica, scrivi_pubblicazione
from contributi.services.testo_pubblico import bozza_di

PER_PAGINA = 25
COLONNE = (
    "codice",
    "beneficiario",
    "numero",
    "data",
    "oggetto",
    "importo",
    "norma",
    "ufficio",
    "responsabile",
    "selezione",
    "comune",
)


@vista(DECIDE, scrive=True, lettura="provvedimento.pubblicazione")
def pubblicazione(request: HttpRequest, pk: int) -> HttpResponse:
    """The public text with what the check found; two forms: the words, and the publication."""
    atto = provvedimento_da_decidere_o_404(request, pk)
    riga: Pubblicazione | None = getattr(atto, "pubblicazione", None)
    if riga is None or not riga.dovuta:
        if request.method == "POST" and (vuota := rifiuta_se_vuota(request)):
            return vuota
        return redirect("contributi:provvedimento", pk)
    scrive = request.method == "POST" and "oggetto" in request.POST
    va_in_linea = request.method == "POST" and not scrive
    parole = TestoPubblicoForm(
        request.POST if scrive else None, initial={"oggetto": riga.oggetto, "con_comune": riga.con_comune}
    )
    form = PubblicaForm(request.POST if va_in_linea else None)

    def salva() -> None:
        scrivi_pubblicazione(pubblicazione=riga, operatore=operatore_di(request), **parole.cleaned_data)

    def manda() -> None:
        pubblica(
            pubblicazione=riga,
            operatore=operatore_di(request),
            al=timezone.localdate(),
            letto=form.cleaned_data["letto"],
            perche_nonostante=form.cleaned_data["perche_nonostante"],
        )

    if scrive and parole.is_valid() and riesce(parole, salva):
        return redirect("contributi:pubblicazione", pk)
    if va_in_linea and form.is_valid() and riesce(form, manda):
        messages.success(request, "Atto pubblicato.")
        return redirect("contributi:provvedimento", pk)
    bozza = bozza_di(riga)
    contesto = {"atto": atto, "riga": riga, "bozza": bozza, "parole": parole, "form": form}
    contesto["argomenti"] = argomenti_riservati()
    sbagliata = bool(parole.errors or form.errors)
    return render(
        request, "contributi/provvedimenti/pubblicazione.html", contesto, status=422 if sbagliata else 200
    )


@vista(DECIDE, scrive=True)
def deroghe(request: HttpRequest) -> HttpResponse:
    """The half-yearly lists, and the form to make the one of a half-year that is over."""
    ambiti = list(ambiti_da_dirigere(request))
    form = SemestreForm(dati_inviati(request))
    if request.method == "POST" and form.is_valid() and ambiti:
        dati = form.cleaned_data
        if riesce(
            form,
            lambda: forma_elenco(
                ambito=ambiti[0],
                anno=dati["anno"],
                numero=dati["semestre"],
                operatore=operatore_di(request),
                al=timezone.localdate(),
            ),
        ):
            messages.success(request, "Elenco formato e registrato.")
            return redirect("contributi:deroghe")
    elenchi = ElencoDeroghe.objects.filter(ambito__in=ambiti).select_related("registrazione", "documento")
    contesto = {"form": form, "elenchi": elenchi}
    return render(
        request, "contributi/provvedimenti/deroghe.html", contesto, status=422 if form.errors else 200
    )


@vista(PUBBLICA)
def elenco(request: HttpRequest) -> HttpResponse:
    """The published acts, for anybody."""
    pagina = Paginator(_in_linea(request), PER_PAGINA).get_page(request.GET.get("pagina"))
    anno = _anno(request)
    filtro = f"?anno={anno}" if anno else ""
    contesto = {"pagina": pagina, "anno": anno, "filtro": filtro, "accesso": False}
    return render(request, "contributi/atti.html", contesto)


@vista(PUBBLICA)
def dati_csv(request: HttpRequest) -> HttpResponse:
    """The open-data file. A cell that a spreadsheet would run as a formula gets an apostrophe."""
    flusso = io.StringIO()
    scrittore = csv.writer(flusso, delimiter=";")
    scrittore.writerow(COLONNE)
    for riga in _in_linea(request):
        scrittore.writerow([_cella(riga.dati.get(colonna, "")) for colonna in COLONNE])
    risposta = HttpResponse(flusso.getvalue(), content_type="text/csv; charset=utf-8")
    risposta["Content-Disposition"] = 'attachment; filename="atti.csv"'
    return risposta


@vista(PUBBLICA)
def dati_json(request: HttpRequest) -> HttpResponse:
    righe = [{colonna: r.dati.get(colonna, "") for colonna in COLONNE} for r in _in_linea(request)]
    return JsonResponse({"atti": righe}, json_dumps_params={"ensure_ascii": False})


@vista(PUBBLICA)
def documento(request: HttpRequest, codice: str) -> HttpResponse:
    """The PDF with the omissis; nothing else of the archive answers here."""
    riga = _in_linea(request).filter(codice=codice).first()
    pubblico = riga.provvedimento.documento_pubblico if riga else None
    if pubblico is None or not pubblico.pronto:
        raise Http404
    try:
        dati = leggi_file(pubblico)
    except DominioError as errore:
        raise Http404 from errore
    risposta = HttpResponse(dati, content_type="application/pdf")
    risposta["Content-Disposition"] = f'attachment; filename="atto-{codice}.pdf"'
    return risposta


def _in_linea(request: HttpRequest) -> QuerySet[Pubblicazione]:
    """Published and not expired, newest first; `?anno=` keeps one year. An odd value is ignored."""
    oggi = timezone.localdate()
    righe = Pubblicazione.objects.filter(pubblicata_il__lte=oggi, fino_al__gte=oggi)
    if anno := _anno(request):
        righe = righe.filter(provvedimento__adottato_il__year=anno)
    return righe.select_related("provvedimento__documento_pubblico").order_by("-pubblicata_il", "-pk")


def _anno(request: HttpRequest) -> int | None:
    anno = request.GET.get("anno", "")
    return int(anno) or None if anno.isascii() and anno.isdecimal() and len(anno) == 4 else None


def _cella(valore: Any) -> str:
    testo = str(valore)
    return f"'{testo}" if testo.startswith(("=", "+", "-", "@", "\t", "\r")) else testo
