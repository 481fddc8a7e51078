"""What the pages of the Patto share."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from adi_platform.http.accesso import perimetro_di
from patti.enums import STATI_FIRMATI, STATI_IN_PREPARAZIONE, StatoPatto
from patti.models import Patto
from patti.permissions import patto_seguito_o_404, puo_scrivere, sguardo_di

TONI = {
    StatoPatto.BOZZA: "info",
    StatoPatto.CONDIVISO: "attenzione",
    StatoPatto.SOTTOSCRITTO: "successo",
    StatoPatto.IN_REVISIONE: "attenzione",
}
PASSI = (
    (StatoPatto.BOZZA, "Scrivere insieme"),
    (StatoPatto.CONDIVISO, "Firmare"),
    (StatoPatto.SOTTOSCRITTO, "Fare il punto"),
    (StatoPatto.CONCLUSO, "Concludere"),
)


# In each state after the draft: why the text is closed, and the move that opens one.
FERMO = {
    StatoPatto.CONDIVISO: (
        "Il testo è condiviso e si raccolgono le firme. Per cambiarlo va riaperto: le firme raccolte non valgono più.",
        "riapri",
    ),
    StatoPatto.SOTTOSCRITTO: (
        "È firmato: questa versione resta com'è. Si rivede con una nuova versione, che parte da queste parole.",
        "apri_revisione",
    ),
    StatoPatto.IN_REVISIONE: (
        "È firmato e si sta già rivedendo: le modifiche si scrivono nella nuova versione.",
        "",
    ),
}
CHIUSO = ("Questa versione è chiusa: si legge e non si cambia più.", "")


def con_testo_aperto(funzione: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of who leads the case, on a draft; otherwise a page that says why the text is closed (409)."""

    @functools.wraps(funzione)
    def involucro(request: HttpRequest, pk: int, **altro: Any) -> HttpResponse:
        patto = patto_seguito_o_404(request, pk)
        if patto.modificabile:
            return funzione(request, patto, **altro)
        spiegazione, mossa = FERMO.get(StatoPatto(patto.stato), CHIUSO)
        dati = contesto(request, patto, spiegazione=spiegazione, mossa=mossa)
        dati["nuova"] = patto.successive.filter(stato__in=STATI_IN_PREPARAZIONE).first()
        return render(request, "patti/fermo.html", dati, status=409)

    return involucro


def contesto(request: HttpRequest, patto: Patto, **altro: Any) -> dict[str, Any]:
    """The Patto with what the person may do on it."""
    perimetro = perimetro_di(request)
    return {
        "patto": patto,
        "caso": patto.caso,
        "puo_scrivere": puo_scrivere(perimetro, patto),
        "sguardo": sguardo_di(perimetro, patto),
        "tono": TONI.get(StatoPatto(patto.stato), "neutro"),
        "passi": passi_di(patto),
        **altro,
    }


def passi_di(patto: Patto) -> list[dict[str, str]]:
    """The path of the Patto, for the stepper."""
    indirizzi = {
        StatoPatto.BOZZA: reverse("patto-componi", args=[patto.pk]),
        StatoPatto.CONDIVISO: reverse("patto-firme", args=[patto.pk]),
        StatoPatto.SOTTOSCRITTO: reverse("patto-andamento", args=[patto.pk]),
    }
    attuale = _posizione(patto)
    return [
        {
            "etichetta": etichetta,
            "stato": "fatto" if n < attuale else "attuale" if n == attuale else "da_fare",
            "url": indirizzi.get(stato, "") if n <= attuale else "",
        }
        for n, (stato, etichetta) in enumerate(PASSI)
    ]


def _posizione(patto: Patto) -> int:
    if patto.stato in (StatoPatto.CONCLUSO, StatoPatto.AGGIORNATO):
        return len(PASSI)
    if patto.stato in STATI_FIRMATI:
        return 2
    return 1 if patto.stato == StatoPatto.CONDIVISO else 0


def pagina(request: HttpRequest, nome: str, dati: dict[str, Any], *forms: Any) -> HttpResponse:
    """Render; 422 when a bound form has errors."""
    sbagliata = any(f is not None and f.is_bound and f.errors for f in forms)
    return render(request, nome, dati, status=422 if sbagliata else 200)
