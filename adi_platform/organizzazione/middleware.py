"""Puts the Perimetro of the signed-in person on the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.perimetro import Perimetro, calcola_perimetro


class RichiestaConPerimetro(HttpRequest):
    """The request as views see it after this middleware (for type checking)."""

    user: Utente
    perimetro: Perimetro


class PerimetroMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Utente):
            request.perimetro = calcola_perimetro(request.user, al=timezone.localdate())  # type: ignore[attr-defined]  # declared by RichiestaConPerimetro
        return self.get_response(request)
