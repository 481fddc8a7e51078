"""What every answer has in common: no cache, and an Italian page when a rule says no."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
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


class MetodiMiddleware:
    """DELETE, PUT and the like are of no page: 405, before the token of a form is asked of who has no form.

    It looks at the view alone, never at the object: the answer is the same for what is and what is not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vista: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:
        metodi = getattr(vista, "metodi", None)
        if metodi is None or request.method in (*metodi, "POST"):
            return None
        return HttpResponseNotAllowed(metodi)


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
