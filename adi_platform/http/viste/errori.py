"""Error pages: plain Italian, what happened, what to do."""

import logging
import sys

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro

logger = logging.getLogger(__name__)


def richiesta_errata(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errori/400.html", status=400)


def non_permesso(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errori/403.html", status=403)


def non_trovata(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page; a problem (RFC 9457) for the programs that call an address which is none of the API's."""
    if request.path.startswith("/api/"):
        corpo = {"type": "about:blank", "title": "Non trovato", "status": 404, "errori": []}
        detto = {"detail": "Questo indirizzo non c'è: guarda la descrizione dell'API, in /api/v1/."}
        return JsonResponse(corpo | detto, status=404, content_type="application/problem+json")
    perimetro = getattr(request, "perimetro", None)
    di_un_ente = isinstance(perimetro, Perimetro) and perimetro.ruoli == {Ruolo.REFERENTE_PARTNER}
    return render(request, "errori/404.html", {"di_un_ente": di_un_ente}, status=404)


@login_not_required
def modulo_scaduto(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The anti-forgery token is missing or old."""
    logger.warning("modulo rifiutato (%s): %s", request.path, reason)
    return render(request, "errori/403_csrf.html", status=403)


def guasto(request: HttpRequest) -> HttpResponse:
    """No database, no session: these two pages only use what is in their templates."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return render(None, "errori/503.html", status=503)
    return render(None, "errori/500.html", status=500)
