"""Keys for the programs of a body: the coordinator gives one, reads it once, takes it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import Conferma, dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ente
from protocollo.forms.token import TokenForm
from protocollo.models import TokenEnte
from protocollo.permissions import VEDE_ENTI
from protocollo.services.condivisioni import referenti_di
from protocollo.services.token import emetti_token, revoca_token


@vista(VEDE_ENTI, scrive=True)
def nuovo(request: HttpRequest, ente: int) -> HttpResponse:
    """A new key: the page that follows shows it, and no other page ever will."""
    riga = _ente_o_404(request, ente)
    oggi = timezone.localdate()
    form = TokenForm(dati_inviati(request), referenti=referenti_di(riga, al=oggi))
    data: dict[str, Any] = {}
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: data.update(
            zip(
                ("token", "chiave"),
                emetti_token(ente=riga, operatore=operatore_di(request), al=oggi, **form.cleaned_data),
                strict=True,
            )
        ),
    ):  # fmt: skip
        return render(request, "protocollo/rete/token_dato.html", {"ente": riga, **data})
    contesto = {"ente": riga, "form": form}
    return render(request, "protocollo/rete/token_nuovo.html", contesto, status=422 if form.is_bound else 200)


@vista(VEDE_ENTI, scrive=True)
def revoca(request: HttpRequest, ente: int, token: int) -> HttpResponse:
    """A key that must open nothing more: a GET asks for confirmation."""
    riga = _ente_o_404(request, ente)
    chiave = uno_o_404(TokenEnte.objects.filter(ente=riga, revocato_il__isnull=True), pk=token)
    form = Conferma(dati_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form, lambda: revoca_token(token=chiave, operatore=operatore_di(request), adesso=timezone.now())
    ):  # fmt: skip
        messages.success(request, "Chiave revocata: dalla prossima richiesta non apre più nulla.")
        return redirect("rete-ente", ente=ente)
    contesto = {
        "ente": riga,
        "titolo": f"Revoca la chiave di {chiave.nome}",
        "spiegazione": "Il programma che la usa smette di leggere e scrivere. Ciò che ha fatto resta scritto.",
        "di_fuori": False,
    }
    stato = 422 if form.is_bound else 200
    return render(request, "protocollo/rete/conferma.html", contesto, status=stato)


def _ente_o_404(request: HttpRequest, pk: int) -> Ente:
    ambiti = perimetro_di(request).ambiti_come(Ruolo.COORDINATORE)
    return uno_o_404(Ente.objects.filter(ambito__in=ambiti).select_related("ambito"), pk=pk)
