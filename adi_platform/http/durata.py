"""How long a session lasts: it ends when idle, and in any case after some hours."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

INIZIATA = "sessione_iniziata"
ATTIVA = "sessione_attiva"
NON_PROLUNGANO = frozenset({"sessione", "lavoro-stato"})
"""Names of the addresses that pages ask by themselves: they do not count as the person's work."""


def secondi_residui(request: HttpRequest) -> int:
    """Seconds until the session ends, by idleness or by total length."""
    adesso = int(time.time())
    attiva = int(request.session.get(ATTIVA, adesso))
    iniziata = int(request.session.get(INIZIATA, adesso))
    fine = min(attiva + settings.SESSION_COOKIE_AGE, iniziata + settings.SESSIONE_DURATA_MASSIMA)
    return max(0, fine - adesso)


class DurataSessioneMiddleware:
    """Ends expired sessions and notes the activity of the others, at most once every few seconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and secondi_residui(request) <= 0:
            logout(request)
        risposta = self.get_response(request)
        if request.user.is_authenticated and not _chiesta_dalla_pagina(request):
            segna_attivita(request)
        return risposta


def _chiesta_dalla_pagina(request: HttpRequest) -> bool:
    incontro = request.resolver_match
    return incontro is not None and incontro.url_name in NON_PROLUNGANO


def segna_attivita(request: HttpRequest) -> None:
    """Note that the person is working (rows of sessions are written every few seconds at most)."""
    adesso = int(time.time())
    request.session.setdefault(INIZIATA, adesso)
    intervallo = min(15, settings.SESSION_COOKIE_AGE // 20)
    if adesso - int(request.session.get(ATTIVA, 0)) >= intervallo:
        request.session[ATTIVA] = adesso
