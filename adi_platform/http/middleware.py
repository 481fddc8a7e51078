"""What every answer has in common: no cache, and an Italian page when a rule says no."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from adi_platform.errori import DominioError


class RispostePrivateMiddleware:
    """No cache keeps personal data; logging out clears what the browser kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        entrato = request.user.is_authenticated
        risposta = self.get_response(request)
        if entrato or request.user.is_authenticated:
            risposta["Cache-Control"] = "no-store"
        if entrato and not request.user.is_authenticated:
            risposta["Clear-Site-Data"] = '"cache", "storage"'
        return risposta


class ErroriDiDominioMiddleware:
    """A rule that no form has caught becomes a page that says what the rule is, never a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, errore: Exception) -> HttpResponse | None:
        if not isinstance(errore, DominioError):
            return None
        return render(request, "errori/409.html", {"messaggio": errore.messaggio}, status=409)
