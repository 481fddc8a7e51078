"""A referral in the portal: the person, the question, the answer, the words exchanged."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riesce
from protocollo.forms.invii import MessaggioForm, RispostaForm
from protocollo.models import Invio
from protocollo.permissions import invio_partner_o_404
from protocollo.proiezioni.righe import riferimento, sezioni
from protocollo.proiezioni.viste import impronta
from protocollo.services.invii import generi_possibili, muovi_invio, scrivi_messaggio
from protocollo.services.presa_d_atto import segnalazioni_da_valutare
from protocollo.services.proiezioni import vista_di
from protocollo.services.scambio import mosse_di
from protocollo.transizioni import RISPONDE
from protocollo.views.comune import contesto_invio
from protocollo.views.partner import annota_uscita, vista_partner


@vista_partner(scrive=True, lettura="portale.invio")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The person and the exchange; a POST writes a message."""
    invio = invio_partner_o_404(request, pk)
    oggi = timezone.localdate()
    generi = generi_possibili(invio, dal_partner=True)
    form = MessaggioForm(dati_inviati(request), generi=generi)
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: scrivi_messaggio(
            invio=invio, operatore=operatore_di(request), dal_partner=True, al=oggi, **form.cleaned_data
        ),
    ):  # fmt: skip
        messages.success(request, "Messaggio inviato al servizio sociale.")
        return redirect("portale-invio", pk=pk)
    mie = segnalazioni_da_valutare(invio).filter(autore=operatore_di(request))
    contesto = {**_contesto(request, invio), "form": form, "mie_segnalazioni": mie if invio.aperto else []}
    return render(request, "protocollo/portale/invio.html", contesto, status=422 if form.is_bound else 200)


@vista_partner(scrive=True, lettura="portale.invio")
def rispondi(request: HttpRequest, pk: int, mossa: str) -> HttpResponse:
    """Record one answer, with its day or its reason."""
    invio = invio_partner_o_404(request, pk)
    scelta = next((m for m in mosse_di(invio, RISPONDE) if m.codice == mossa), None)
    if scelta is None:
        raise Http404
    oggi = timezone.localdate()
    iniziali: dict[str, Any] = {"esito_il": oggi}
    form = RispostaForm(dati_inviati(request), mossa=scelta, initial=iniziali)
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: muovi_invio(
            invio=invio,
            mossa=mossa,
            risposta=form.risposta(),
            operatore=operatore_di(request),
            dal_partner=True,
            al=oggi,
        ),
    ):  # fmt: skip
        messages.success(request, "Risposta registrata: il servizio sociale la vede già.")
        return redirect("portale-invio", pk=pk)
    chi = f"{invio.persona.nome} {invio.persona.cognome}"
    annota_uscita(request, invio.condivisione, "modulo di risposta", impronta({"nome": chi, "mossa": mossa}))
    contesto = {
        "invio": invio,
        "titolo": scelta.etichetta,
        "verbo": "Registra la risposta",
        "form": form,
    }
    return render(request, "protocollo/portale/rispondi.html", contesto, status=422 if form.is_bound else 200)


def _contesto(request: HttpRequest, invio: Invio) -> dict[str, Any]:
    vista = vista_di(invio.condivisione, solo=invio.persona_id)
    contesto = contesto_invio(
        invio, chi_legge=operatore_di(request), oggi=timezone.localdate(), permesso=RISPONDE
    )
    righe = [list(s.righe) for s in sezioni(vista)]
    mostrato = {
        "scheda": righe,
        "domanda": invio.richiesta,
        "scambio": [v["testo"] for v in contesto["scambio"]],
    }
    annota_uscita(
        request, invio.condivisione, f"invio: {invio.get_tipo_display().lower()}", impronta(mostrato)
    )
    return {**contesto, "sezioni": sezioni(vista), "riferimento": riferimento(vista)}
