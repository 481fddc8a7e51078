"""What the pages of the Patto share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from adi_platform.http.accesso import perimetro_di
from patti.enums import STATI_FIRMATI, StatoPatto
from patti.models import Patto
from patti.permissions import puo_scrivere, sguardo_di

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
