"""The frame of the Patto and its moves, each with its reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, rifiuta_se_vuota, riporta_errore
from adi_platform.http.vista import vista
from patti.forms.pai import FormPai
from patti.forms.quadro import FormMotivo, FormQuadro, FormRisposta, FormSuggerimento
from patti.models import ContenutoPai, NotaEquipe, Patto
from patti.permissions import SCRIVE_PATTI, SUGGERISCE, patto_o_404, patto_seguito_o_404
from patti.services.componi import salva_pai, salva_quadro
from patti.services.condividi import (
    concludi_patto,
    condividi_patto,
    interrompi_patto,
    riapri_patto,
    suggerisci,
    valuta_suggerimento,
)
from patti.services.inizia import annulla_revisione, apri_revisione
from patti.transizioni import TABELLA_PATTO
from patti.views.comune import con_testo_aperto, contesto, pagina
from patti.views.conflitto import con_versione, differenze

SPIEGAZIONI = {
    "condividi": "Da qui il testo è fermo e si raccolgono le firme. I nomi dell'équipe restano scritti com'è oggi.",
    "riapri": "Il testo torna modificabile. Le firme già raccolte restano leggibili ma non valgono più.",
    "apri_revisione": "Si apre una versione nuova, uguale a questa. Fino alle nuove firme vale quella firmata.",
    "annulla_revisione": "La versione nuova si chiude e resta in vigore quella già firmata.",
    "concludi": "Il percorso è finito. Il Patto resta leggibile e le verifiche non sono più dovute.",
    "interrompi": "Il Patto si ferma. Resta leggibile, con il motivo.",
}


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.composizione")
@con_testo_aperto
def quadro(request: HttpRequest, patto: Patto) -> HttpResponse:
    """People of reference, validity, preferences and monitoring plan."""
    return _scrivi(
        request,
        patto,
        template="patti/quadro.html",
        classe=FormQuadro,
        leggi=lambda: patto_seguito_o_404(request, patto.pk),
        salva=salva_quadro,
    )


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.composizione")
@con_testo_aperto
def pai(request: HttpRequest, patto: Patto) -> HttpResponse:
    """What art. 7 asks of a PAI: need, support proposed, relatives bound to maintenance."""
    if not patto.del_pai:
        raise Http404
    righe = ContenutoPai.objects.select_related("patto__caso", "aggiornato_da")
    return _scrivi(
        request,
        patto,
        template="patti/pai.html",
        classe=FormPai,
        leggi=lambda: righe.get(patto=patto.pk),
        salva=salva_pai,
    )


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.scheda")
def mossa(request: HttpRequest, pk: int, codice: str) -> HttpResponse:
    """Ask for the reason, then make the move."""
    patto = patto_seguito_o_404(request, pk)
    if codice not in SPIEGAZIONI:
        raise Http404
    richiesto = TABELLA_PATTO.mossa(codice).motivo_obbligatorio
    form = FormMotivo(dati_inviati(request))
    if request.method == "POST" and not richiesto and (vuota := rifiuta_se_vuota(request)):
        return vuota
    if not richiesto:
        del form.fields["motivo"]
    if form.is_bound and form.is_valid():
        try:
            nuovo = AZIONI[codice](patto, operatore_di(request), form.cleaned_data.get("motivo", ""))
            return redirect(ARRIVI.get(codice, "patto-scheda"), pk=nuovo.pk)
        except DominioError as errore:
            riporta_errore(form, errore)
    dati = contesto(
        request,
        patto,
        form=form,
        etichetta=TABELLA_PATTO.mossa(codice).etichetta.replace("il Patto", f"il {patto.nome}"),
        spiegazione_mossa=SPIEGAZIONI[codice],
        pericolosa=codice in ("interrompi", "concludi"),
    )
    return pagina(request, "patti/mossa.html", dati, form)


@vista(SUGGERISCE, scrive=True, lettura="patto.scheda")
def nota(request: HttpRequest, pk: int) -> HttpResponse:
    """A suggestion from a member of the team."""
    patto = patto_o_404(request, pk)
    form = FormSuggerimento(dati_inviati(request))
    if form.is_bound and form.is_valid():
        suggerisci(patto=patto, autore=operatore_di(request), testo=form.cleaned_data["testo"])
        messages.success(request, "Suggerimento inviato a chi segue il caso.")
        return redirect("patto-scheda", pk=pk)
    return pagina(request, "patti/nota.html", contesto(request, patto, form=form), form)


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.scheda")
def risposta(request: HttpRequest, pk: int, nota: int) -> HttpResponse:
    """What the case manager makes of a suggestion."""
    patto = patto_seguito_o_404(request, pk)
    riga = uno_o_404(NotaEquipe.objects.filter(patto=patto).select_related("autore"), pk=nota)
    form = FormRisposta(dati_inviati(request))
    if form.is_bound and form.is_valid():
        try:
            valuta_suggerimento(
                nota=riga, operatore=operatore_di(request), risposta=form.cleaned_data["risposta"]
            )
            return redirect("patto-scheda", pk=pk)
        except DominioError as errore:
            riporta_errore(form, errore)
    return pagina(request, "patti/nota.html", contesto(request, patto, form=form, nota=riga), form)


def _scrivi(
    request: HttpRequest,
    patto: Patto,
    *,
    template: str,
    classe: type[FormQuadro | FormPai],
    leggi: Callable[[], Any],
    salva: Callable[..., object],
) -> HttpResponse:
    """A form on one row of the draft. When somebody saved it meanwhile: 409, both texts, nothing typed lost."""
    form = classe(dati_inviati(request), instance=leggi())
    if form.is_bound and form.is_valid():
        try:
            salva(
                patto=patto,
                attesa=form.cleaned_data["versione"],
                valori=form.valori,
                operatore=operatore_di(request),
            )
            messages.success(request, "Salvato.")
            return redirect("patto-componi", pk=patto.pk)
        except ConflittoDiVersione as conflitto:
            attuale = leggi()
            con_versione(form, attuale.versione)
            diversi = differenze(form, classe(instance=attuale))
            dati = {"form": form, "oggetto": attuale, "conflitto": conflitto, "differenze": diversi}
            return render(request, template, contesto(request, patto, **dati), status=409)
        except DominioError as errore:
            riporta_errore(form, errore)
    return pagina(request, template, contesto(request, patto, form=form), form)


ARRIVI = {"condividi": "patto-firme", "riapri": "patto-componi", "apri_revisione": "patto-componi"}
AZIONI: dict[str, Callable[[Patto, Any, str], Patto]] = {
    "condividi": lambda p, chi, _: condividi_patto(patto=p, operatore=chi, al=timezone.localdate()),
    "riapri": lambda p, chi, perche: riapri_patto(patto=p, operatore=chi, motivo=perche),
    "apri_revisione": lambda p, chi, perche: apri_revisione(
        patto=p, operatore=chi, motivo=perche, al=timezone.localdate()
    ),
    "annulla_revisione": lambda p, chi, perche: annulla_revisione(
        patto=p, operatore=chi, motivo=perche, al=timezone.localdate()
    ),
    "concludi": lambda p, chi, perche: concludi_patto(
        patto=p, operatore=chi, motivo=perche, al=timezone.localdate()
    ),
    "interrompi": lambda p, chi, perche: interrompi_patto(
        patto=p, operatore=chi, motivo=perche, al=timezone.localdate()
    ),
}
