"""Headers of every answer to a signed-in person."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


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
