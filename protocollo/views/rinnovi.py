"""A grant in force on the side of the social service: renew it, withdraw one delegation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import Conferma, dati_inviati, riesce
from adi_platform.http.vista import vista
from equipe.services.contenuti import viste
from protocollo.forms.condivisioni import EstrattoForm, RinnovoForm
from protocollo.models import Condivisione
from protocollo.permissions import (
    CONDIVIDE,
    caso_da_condividere,
    condivisione_del_caso_o_404,
    destinatari_in_vigore,
)
from protocollo.services.rinnovi import rinnova, togli_delega
from protocollo.services.riunioni import apri_estratto


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def rinnovo(request: HttpRequest, pk: int, condivisione: int) -> HttpResponse:
    """A later last day, with the reason."""
    caso = caso_da_condividere(request, pk)
    riga = condivisione_del_caso_o_404(request, caso, condivisione)
    oggi = timezone.localdate()
    if not Condivisione.objects.in_vigore(oggi).filter(pk=riga.pk).exists():
        raise Http404
    form = RinnovoForm(dati_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form, lambda: rinnova(condivisione=riga, operatore=operatore_di(request), al=oggi, **form.cleaned_data)
    ):  # fmt: skip
        messages.success(request, f"{riga.nome_ente} vede fino al {form.cleaned_data['fino_al']:%d/%m/%Y}.")
        return redirect("condivisione", pk=pk, condivisione=condivisione)
    contesto = {"caso": caso, "condivisione": riga, "form": form}
    return render(request, "protocollo/rinnovo.html", contesto, status=422 if form.is_bound else 200)


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def estratto(request: HttpRequest, pk: int, condivisione: int) -> HttpResponse:
    """Of whom an invited person reads, when the rule of their function gives them nobody."""
    caso = caso_da_condividere(request, pk)
    riga = condivisione_del_caso_o_404(request, caso, condivisione)
    vigenti = Condivisione.objects.in_vigore(timezone.localdate()).filter(incontro__isnull=False)
    riga = uno_o_404(
        vigenti.select_related("ente", "servizio", "caso", "incontro__riunione", "partecipante__utente"),
        pk=riga.pk,
    )
    form = EstrattoForm(dati_inviati(request), caso=caso)
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: apri_estratto(
            condivisione=riga,
            persone=[p.pk for p in form.cleaned_data["persone"]],
            operatore=operatore_di(request),
        ),
    ):  # fmt: skip
        messages.success(request, f"{riga.nome_ente} ora legge di chi si parla.")
        return redirect("condivisioni", pk=pk)
    contesto = {
        "caso": caso,
        "condivisione": riga,
        "form": form,
        "legge_il_motivo": viste()[riga.vista].motivo,
    }
    return render(request, "protocollo/apri_estratto.html", contesto, status=422 if form.is_bound else 200)


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def delega_tolta(request: HttpRequest, pk: int, condivisione: int, destinatario: int) -> HttpResponse:
    """One colleague who got it by delegation sees it no more: a GET asks for confirmation."""
    caso = caso_da_condividere(request, pk)
    riga = condivisione_del_caso_o_404(request, caso, condivisione)
    oggi = timezone.localdate()
    delegati = destinatari_in_vigore(oggi).filter(condivisione=riga, delegato_da__isnull=False)
    delegato = uno_o_404(delegati.select_related("utente"), pk=destinatario)
    form = Conferma(dati_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form, lambda: togli_delega(destinatario=delegato, operatore=operatore_di(request), al=oggi)
    ):  # fmt: skip
        messages.success(request, f"{delegato.utente} non vede più questa scheda.")
        return redirect("condivisione", pk=pk, condivisione=condivisione)
    contesto = {"caso": caso, "condivisione": riga, "delegato": delegato, "form": form}
    return render(request, "protocollo/delega_togli.html", contesto, status=422 if form.is_bound else 200)
