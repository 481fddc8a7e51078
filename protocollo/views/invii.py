"""Referrals on the side of the social service: one of them, its moves, all those that one follows."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import annota_lettura, operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.registro_accessi.services.registra import Visto
from cases.permissions import caso_o_404
from protocollo.enums import GenereMessaggio
from protocollo.forms.invii import MessaggioForm, RispostaForm, ValutazioneForm
from protocollo.models import Invio
from protocollo.permissions import (
    CONDIVIDE,
    VEDE_CONDIVISIONI,
    caso_da_condividere,
    invii_seguiti,
    invio_del_caso_o_404,
    perche_non_condivide,
)
from protocollo.services.invii import generi_possibili, muovi_invio, scrivi_messaggio
from protocollo.services.passaggi import invii_rimasti_soli
from protocollo.services.presa_d_atto import (
    letto_fin_qui,
    prendi_atto,
    segnalazioni_da_valutare,
    valuta_segnalazione,
)
from protocollo.services.scambio import mosse_di
from protocollo.transizioni import GESTISCE
from protocollo.views.comune import contesto_invio, tono_di

PER_PAGINA = 25


@vista(VEDE_CONDIVISIONI, lettura="caso.condivisioni")
def scheda(request: HttpRequest, pk: int, invio: int) -> HttpResponse:
    """The exchange, the clock with its explanation, what can be done."""
    caso = caso_o_404(request, pk)
    riga = invio_del_caso_o_404(request, caso, invio)
    contesto = {
        **_da_valutare(riga),  # before the exchange: what arrives in between is not marked as read
        **contesto_invio(riga, chi_legge=operatore_di(request), oggi=timezone.localdate(), permesso=GESTISCE),
        "caso": caso,
        "motivo_no": perche_non_condivide(perimetro_di(request), caso),
        "form": MessaggioForm(generi=generi_possibili(riga, dal_partner=False)),
    }
    return render(request, "protocollo/invio.html", contesto)


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def scrivi(request: HttpRequest, pk: int, invio: int) -> HttpResponse:
    """A message to the other body, or that the answer has been read."""
    caso = caso_da_condividere(request, pk)
    riga = invio_del_caso_o_404(request, caso, invio)
    oggi, io = timezone.localdate(), operatore_di(request)
    if request.method == "POST" and "letto" in request.POST:
        try:
            prendi_atto(invio=riga, fin_qui=request.POST["letto"], operatore=io)
            messages.success(request, "Segnata come letta.")
        except DominioError as errore:
            messages.error(request, errore.messaggio)
        return redirect("caso-invio", pk=pk, invio=invio)
    form = MessaggioForm(dati_inviati(request), generi=generi_possibili(riga, dal_partner=False))
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: scrivi_messaggio(invio=riga, operatore=io, dal_partner=False, al=oggi, **form.cleaned_data),
    ):  # fmt: skip
        messages.success(request, "Messaggio inviato.")
        return redirect("caso-invio", pk=pk, invio=invio)
    contesto = {
        **_da_valutare(riga),
        **contesto_invio(riga, chi_legge=io, oggi=oggi, permesso=GESTISCE),
        "caso": caso,
        "motivo_no": "",
        "form": form,
    }
    return render(request, "protocollo/invio.html", contesto, status=422 if form.is_bound else 200)


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def muovi(request: HttpRequest, pk: int, invio: int, mossa: str) -> HttpResponse:
    """Take a referral back, or close it, with the reason."""
    caso = caso_da_condividere(request, pk)
    riga = invio_del_caso_o_404(request, caso, invio)
    scelta = next((m for m in mosse_di(riga, GESTISCE) if m.codice == mossa), None)
    if scelta is None:
        raise Http404
    form = RispostaForm(dati_inviati(request), mossa=scelta)
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: muovi_invio(
            invio=riga,
            mossa=mossa,
            risposta=form.risposta(),
            operatore=operatore_di(request),
            dal_partner=False,
            al=timezone.localdate(),
        ),
    ):  # fmt: skip
        return redirect("caso-invio", pk=pk, invio=invio)
    contesto = {"caso": caso, "invio": riga, "titolo": scelta.etichetta, "form": form}
    return render(request, "protocollo/mossa.html", contesto, status=422 if form.is_bound else 200)


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def segnalazione(request: HttpRequest, pk: int, invio: int, messaggio: int) -> HttpResponse:
    """What the office decides of a breach reported by the CPI: it closes the ten days."""
    caso = caso_da_condividere(request, pk)
    riga = invio_del_caso_o_404(request, caso, invio)
    in_attesa = riga.messaggi.filter(genere=GenereMessaggio.INADEMPIMENTO, valutato_il__isnull=True)
    scritto = uno_o_404(in_attesa.select_related("autore", "invio"), pk=messaggio)
    form = ValutazioneForm(dati_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: valuta_segnalazione(
            messaggio=scritto,
            valutazione=form.cleaned_data["motivo"],
            operatore=operatore_di(request),
            al=timezone.localdate(),
        ),
    ):  # fmt: skip
        messages.success(request, "Valutazione registrata.")
        return redirect("caso-invio", pk=pk, invio=invio)
    contesto = {"caso": caso, "invio": riga, "messaggio": scritto, "form": form}
    return render(request, "protocollo/segnalazione.html", contesto, status=422 if form.is_bound else 200)


@vista(CONDIVIDE, lettura="caso.invii")
def elenco(request: HttpRequest) -> HttpResponse:
    """What the other bodies have answered or still owe, on the cases that one follows."""
    oggi = timezone.localdate()
    righe = _filtrati(invii_seguiti(perimetro_di(request)), request.GET.get("vedi", ""))
    elencate = righe.select_related(
        "persona", "caso__nucleo__referente", "condivisione__ente", "condivisione__servizio"
    ).order_by("-da_leggere", "entro", "pk")
    pagina = Paginator(elencate, PER_PAGINA).get_page(request.GET.get("pagina"))
    viste = list(pagina.object_list)
    annota_lettura(request, *(Visto(ambito_id=i.caso.ambito_id, caso_id=i.caso_id) for i in viste))
    contesto = {
        "pagina": pagina,
        "righe": [{"invio": i, "tono": tono_di(i)} for i in viste],
        "vedi": request.GET.get("vedi", ""),
        "oggi": oggi,
    }
    return render(request, "protocollo/rete/invii.html", contesto)


def _da_valutare(invio: Invio) -> dict[str, Any]:
    return {
        "da_valutare": segnalazioni_da_valutare(invio),
        "valutate": invio.messaggi.filter(valutato_il__isnull=False).select_related("valutato_da"),
        "letto_fin_qui": letto_fin_qui(invio),
    }


def _filtrati(righe: QuerySet[Invio], vedi: str) -> QuerySet[Invio]:
    oggi = timezone.localdate()
    in_ritardo = Q(pk__in=Invio.objects.in_ritardo(oggi).values("pk"))
    aperti = Q(pk__in=Invio.objects.aperti().values("pk"))
    condizioni = {
        "leggere": Q(da_leggere=True),
        "ritardo": in_ritardo,
        "soli": invii_rimasti_soli(oggi),
        "": aperti | Q(da_leggere=True),
    }
    return righe.filter(condizioni.get(vedi, condizioni[""]))
