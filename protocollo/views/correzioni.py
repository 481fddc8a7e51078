"""Correct a day or a breach already written on a referral, from either side."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from protocollo.forms.invii import DataForm, SegnalazioneForm
from protocollo.models import Invio, MessaggioInvio
from protocollo.permissions import (
    CONDIVIDE,
    caso_da_condividere,
    invio_del_caso_o_404,
    invio_partner_o_404,
)
from protocollo.proiezioni.viste import impronta
from protocollo.services.correzioni import (
    correggi_data,
    correggi_segnalazione,
    data_correggibile,
    ritira_segnalazione,
)
from protocollo.services.presa_d_atto import segnalazioni_da_valutare
from protocollo.views.partner import annota_uscita, vista_partner

DATA, SEGNALAZIONE = "Correggi la data", "Correggi o ritira la segnalazione"


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def data_dell_ufficio(request: HttpRequest, pk: int, invio: int) -> HttpResponse:
    """The office corrects the day that the other body wrote; the other body reads it in the exchange."""
    caso = caso_da_condividere(request, pk)
    riga = invio_del_caso_o_404(request, caso, invio)
    form, fatto = _data(request, riga, dal_partner=False)
    if fatto:
        return redirect("caso-invio", pk=pk, invio=invio)
    return _pagina(request, "protocollo/mossa.html", riga, form, DATA, caso=caso)


@vista_partner(scrive=True, lettura="portale.invio")
def data_del_partner(request: HttpRequest, pk: int) -> HttpResponse:
    """The body corrects the day that it wrote."""
    invio = invio_partner_o_404(request, pk)
    form, fatto = _data(request, invio, dal_partner=True)
    if fatto:
        return redirect("portale-invio", pk=pk)
    return _nel_portale(request, invio, form, DATA)


@vista_partner(scrive=True, lettura="portale.invio")
def segnalazione(request: HttpRequest, pk: int, messaggio: int) -> HttpResponse:
    """One's own breach, while the office has not decided on it."""
    invio, io = invio_partner_o_404(request, pk), operatore_di(request)
    scritta = uno_o_404(invio.messaggi.filter(autore=io), pk=messaggio)
    if not segnalazioni_da_valutare(invio).filter(pk=messaggio).exists():
        messages.error(request, "L'ufficio l'ha già valutata, o è già stata corretta: non cambia più.")
        return redirect("portale-invio", pk=pk)
    iniziali = {"del_giorno": scritta.del_giorno, "testo": scritta.testo}
    form = SegnalazioneForm(dati_inviati(request), initial=iniziali)
    if form.is_bound and form.is_valid() and riesce(form, lambda: _correggi(request, scritta, form)):
        messages.success(request, "Fatto: il servizio sociale lo legge nello scambio.")
        return redirect("portale-invio", pk=pk)
    return _nel_portale(request, invio, form, SEGNALAZIONE)


def _correggi(request: HttpRequest, scritta: MessaggioInvio, form: SegnalazioneForm) -> MessaggioInvio:
    dati: dict[str, Any] = dict(form.cleaned_data)
    chi: dict[str, Any] = {"operatore": operatore_di(request), "al": timezone.localdate()}
    if dati.pop("atto") == SegnalazioneForm.RITIRA:
        return ritira_segnalazione(messaggio=scritta, motivo=dati["motivo"], **chi)
    return correggi_segnalazione(messaggio=scritta, **dati, **chi)


def _data(request: HttpRequest, invio: Invio, *, dal_partner: bool) -> tuple[DataForm, bool]:
    data = data_correggibile(invio)
    if data is None:
        raise Http404
    iniziali = {"era": data.giorno.isoformat(), "giorno": data.giorno}
    form = DataForm(dati_inviati(request), etichetta=data.etichetta, initial=iniziali)
    fatto = form.is_bound and form.is_valid() and riesce(
        form,
        lambda: correggi_data(
            invio=invio,
            operatore=operatore_di(request),
            dal_partner=dal_partner,
            al=timezone.localdate(),
            **form.cleaned_data,
        ),
    )  # fmt: skip
    if fatto:
        messages.success(request, "Data corretta: nello scambio resta scritto da quale a quale, e perché.")
    return form, fatto


def _nel_portale(request: HttpRequest, invio: Invio, form: Form, titolo: str) -> HttpResponse:
    chi = f"{invio.persona.nome} {invio.persona.cognome}"
    annota_uscita(
        request, invio.condivisione, "modulo di correzione", impronta({"nome": chi, "modulo": titolo})
    )
    return _pagina(request, "protocollo/portale/rispondi.html", invio, form, titolo)


def _pagina(
    request: HttpRequest, modello: str, invio: Invio, form: Form, titolo: str, **altro: Any
) -> HttpResponse:
    contesto = {"invio": invio, "form": form, "titolo": titolo, "verbo": "Registra la correzione", **altro}
    return render(request, modello, contesto, status=422 if form.is_bound else 200)
