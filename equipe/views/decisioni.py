"""The decisions of a meeting of the team: written, corrected or taken off until the approval, carried out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.riunioni.models import Decisione
from equipe.forms.incontro import FormAttuazione, FormCorrezione, FormDecisione, FormTogli
from equipe.models import IncontroEquipe
from equipe.permissions import SCRIVE_INCONTRI, incontro_da_scrivere
from equipe.services.incontro import attua_decisione, correggi_decisione, decidi, togli_decisione
from equipe.views.incontro import LETTURA, modulo


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def nuova(request: HttpRequest, pk: int, incontro: int) -> HttpResponse:
    """What was decided, who does it, by when."""
    riga = incontro_da_scrivere(request, pk, incontro)
    form = FormDecisione(dati_inviati(request), incontro=riga)
    if form.is_bound and form.is_valid():
        try:
            decidi(incontro=riga, operatore=operatore_di(request), **form.cleaned_data)
            messages.success(request, "Decisione scritta.")
            return redirect("equipe-incontro", pk=pk, incontro=incontro)
        except DominioError as errore:
            riporta_errore(form, errore)
    return modulo(request, riga, form, "Scrivi una decisione", "Salva la decisione")


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def correggi(request: HttpRequest, pk: int, incontro: int, decisione: int) -> HttpResponse:
    """Other words, another owner or day, other readers; 409 when somebody else saved first."""
    riga = incontro_da_scrivere(request, pk, incontro)
    scelta = _decisione_o_404(riga, decisione)
    form = FormCorrezione(dati_inviati(request), incontro=riga, initial=_iniziali(scelta))
    conflitto = False
    if form.is_bound and form.is_valid():
        dati = dict(form.cleaned_data)
        try:
            correggi_decisione(
                incontro=riga,
                decisione=scelta,
                attesa=dati.pop("versione"),
                operatore=operatore_di(request),
                **dati,
            )
            messages.success(request, "Decisione corretta.")
            return redirect("equipe-incontro", pk=pk, incontro=incontro)
        except DominioError as errore:
            conflitto = isinstance(errore, ConflittoDiVersione)
            riporta_errore(form, errore)
    return modulo(request, riga, form, "Correggi la decisione", "Salva la correzione", conflitto=conflitto)


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def togli(request: HttpRequest, pk: int, incontro: int, decisione: int) -> HttpResponse:
    """Off the minutes, with its deadline."""
    riga = incontro_da_scrivere(request, pk, incontro)
    scelta = _decisione_o_404(riga, decisione)
    form = FormTogli(dati_inviati(request), initial={"versione": scelta.versione})
    conflitto = False
    if form.is_bound and form.is_valid():
        attesa = form.cleaned_data["versione"]
        try:
            togli_decisione(incontro=riga, decisione=scelta, attesa=attesa, operatore=operatore_di(request))
            messages.success(request, "Decisione tolta.")
            return redirect("equipe-incontro", pk=pk, incontro=incontro)
        except DominioError as errore:
            conflitto = isinstance(errore, ConflittoDiVersione)
            riporta_errore(form, errore)
    return modulo(
        request,
        riga,
        form,
        "Togli la decisione",
        "Togli la decisione",
        premessa=f"Non sarà nel verbale, e la sua scadenza si annulla.\n«{scelta.testo}»",
        conflitto=conflitto,
    )


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def fatta(request: HttpRequest, pk: int, incontro: int, decisione: int) -> HttpResponse:
    """The day on which it was done; its deadline closes."""
    riga = incontro_da_scrivere(request, pk, incontro)
    scelta = _decisione_o_404(riga, decisione)
    form = FormAttuazione(dati_inviati(request), initial={"il": timezone.localdate()})
    if form.is_bound and form.is_valid():
        try:
            attua_decisione(
                incontro=riga,
                decisione=scelta,
                il=form.cleaned_data["il"],
                operatore=operatore_di(request),
            )
            messages.success(request, "Decisione segnata come attuata.")
            return redirect("equipe-incontro", pk=pk, incontro=incontro)
        except DominioError as errore:
            riporta_errore(form, errore)
    return modulo(request, riga, form, "Decisione attuata", "Segna come attuata", premessa=scelta.testo)


def _decisione_o_404(incontro: IncontroEquipe, pk: int) -> Decisione:
    return uno_o_404(Decisione.objects.filter(riunione=incontro.riunione), pk=pk)


def _iniziali(decisione: Decisione) -> dict[str, Any]:
    nomi = ("testo", "punto", "responsabile", "entro", "la_legge", "versione")
    return {nome: getattr(decisione, nome) for nome in nomi}
