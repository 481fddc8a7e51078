"""Is the session alive, and how long for? Asked by the page without prolonging anything."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect

from adi_platform.http.durata import secondi_residui, segna_attivita
from adi_platform.http.vista import CHI_HA_ACCESSO, PUBBLICA, vista


@vista(PUBBLICA)
def stato(request: HttpRequest) -> HttpResponse:
    """Public on purpose: to somebody whose session has ended it answers "not alive", not a sign-in page."""
    return JsonResponse(_descrivi(request))


@vista(CHI_HA_ACCESSO, scrive=True)
def prolunga(request: HttpRequest) -> HttpResponse:
    """Resta collegato: any request prolongs the session, this one does nothing else."""
    segna_attivita(request)
    if request.accepts("text/html"):
        return redirect("/")
    return JsonResponse(_descrivi(request))


def _descrivi(request: HttpRequest) -> dict[str, Any]:
    if not request.user.is_authenticated:
        return {"attiva": False, "secondi": 0}
    return {
        "attiva": True,
        "secondi": secondi_residui(request),
        "utente": request.user.pk,
        "gettone": get_token(request),
    }
