"""`/salute/`: asked by monitoring, without signing in; says nothing about persons."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from adi_platform.http.vista import PUBBLICA
from adi_platform.outbox.services import salute as stato


@login_not_required
@never_cache
@require_safe
def salute(request: HttpRequest) -> HttpResponse:
    """200 when all is well, 503 otherwise; `?solo=pagine` asks only whether pages can be served."""
    esito = stato.solo_pagine() if request.GET.get("solo") == "pagine" else stato.completa()
    corpo = {"stato": "bene" if esito.bene else "male", **esito.voci, **esito.numeri}
    return JsonResponse(corpo, status=200 if esito.bene else 503)


# Not wrapped by `vista`, which opens a transaction: it must answer also when the database does not.
salute.politica = PUBBLICA  # type: ignore[attr-defined]  # checked by the access matrix
