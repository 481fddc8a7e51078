"""The page of the team of a case."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from cases.models import CasoAdi
from cases.permissions import caso_o_404
from equipe.forms.equipe import FormCostituzione, FormMembro, FormUscita
from equipe.models import Equipe, MembroEquipe
from equipe.permissions import (
    SCRIVE_EQUIPE,
    VEDE_EQUIPE,
    caso_seguito_o_404,
    incontri_del_caso,
    segue_il_caso,
)
from equipe.services.accessi import dove_si_sostituisce, membri_senza_accesso
from equipe.services.composizione import prepara_composizione, versioni_della_composizione
from equipe.services.contenuti import nome_funzione
from equipe.services.equipe import aggiungi_membro, congeda_membro, costituisci_equipe

INCONTRI = 10


@vista(VEDE_EQUIPE, lettura="caso.equipe")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in the team, who was, since when and why it changed."""
    caso = caso_o_404(request, pk)
    equipe = equipe_in_carica(caso)
    membri = list(equipe.membri.select_related("ente", "servizio", "utente", "equipe")) if equipe else []
    usciti = membri_senza_accesso((m for m in membri if m.al is None), ambito_id=caso.ambito_id)
    righe = [
        {
            "membro": m,
            "funzione": nome_funzione(m.funzione),
            "senza_accesso": m.pk in usciti,
            "subentro": dove_si_sostituisce(m) if m.pk in usciti else "",
        }
        for m in membri
    ]
    return render(
        request,
        "equipe/scheda.html",
        {
            "caso": caso,
            "equipe": equipe,
            "presenti": [r for r in righe if r["membro"].al is None],  # type: ignore[attr-defined]  # a MembroEquipe
            "usciti": [r for r in righe if r["membro"].al is not None],  # type: ignore[attr-defined]  # a MembroEquipe
            "cambi": list(equipe.cambi.all()) if equipe else [],
            "incontri": incontri_del_caso(caso)[:INCONTRI],
            "documenti": versioni_della_composizione(equipe) if equipe else [],
            "sciolte": Equipe.objects.filter(caso=caso, sciolta_il__isnull=False).prefetch_related("membri"),
            "puo_scrivere": segue_il_caso(perimetro_di(request), caso),
        },
    )


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def costituisci(request: HttpRequest, pk: int) -> HttpResponse:
    """Constitute the team."""
    caso = caso_seguito_o_404(request, pk)
    inizio = {
        "costituita_il": timezone.localdate(),
        "referente_familiare": caso.nucleo.referente_id,
        "responsabile": operatore_di(request).pk,
    }
    form = FormCostituzione(dati_inviati(request), caso=caso, initial=inizio)
    if form.is_bound and form.is_valid():
        try:
            equipe = costituisci_equipe(caso=caso, operatore=operatore_di(request), **form.cleaned_data)
            prepara_composizione(equipe=equipe, operatore=operatore_di(request))
            messages.success(request, "Équipe costituita: ora scegli chi ne fa parte.")
            return redirect("equipe-proposta", pk=pk)
        except DominioError as errore:
            riporta_errore(form, errore)
    return _pagina(request, "Costituisci l'équipe", caso, form)


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def membro_nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a named person in."""
    caso = caso_seguito_o_404(request, pk)
    equipe = uno_o_404(Equipe.objects.filter(caso=caso), sciolta_il__isnull=True)
    inizio = {"dal": timezone.localdate(), "funzione": request.GET.get("funzione", "")}
    form = FormMembro(dati_inviati(request), caso=caso, initial=inizio)
    if form.is_bound and form.is_valid():
        try:
            aggiungi_membro(equipe=equipe, operatore=operatore_di(request), **form.cleaned_data)
            prepara_composizione(equipe=equipe, operatore=operatore_di(request))
            return redirect("equipe-scheda", pk=pk)
        except DominioError as errore:
            riporta_errore(form, errore)
    return _pagina(request, "Aggiungi una persona", caso, form)


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def membro_esce(request: HttpRequest, pk: int, membro: int) -> HttpResponse:
    """Somebody leaves: the dates and the reason stay."""
    caso = caso_seguito_o_404(request, pk)
    riga = uno_o_404(MembroEquipe.objects.filter(equipe__caso=caso).select_related("equipe"), pk=membro)
    form = FormUscita(dati_inviati(request), initial={"al": timezone.localdate()})
    if form.is_bound and form.is_valid():
        try:
            congeda_membro(membro=riga, operatore=operatore_di(request), **form.cleaned_data)
            prepara_composizione(equipe=riga.equipe, operatore=operatore_di(request))
            return redirect("equipe-scheda", pk=pk)
        except DominioError as errore:
            riporta_errore(form, errore)
    return _pagina(request, f"{riga} lascia l'équipe", caso, form)


def equipe_in_carica(caso: CasoAdi) -> Equipe | None:
    return (
        Equipe.objects.filter(caso=caso, sciolta_il__isnull=True)
        .select_related("responsabile", "case_manager", "referente_familiare", "aggiornato_da")
        .first()
    )


def _pagina(request: HttpRequest, titolo: str, caso: CasoAdi, form: Form) -> HttpResponse:
    dati = {"caso": caso, "titolo": titolo, "form": form}
    return render(request, "equipe/modulo.html", dati, status=422 if form.is_bound else 200)
