"""Second factors: secrets encrypted at rest, and who must enrol before doing anything else."""

import base64
import hashlib
from collections.abc import Callable

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from adi_platform.organizzazione.perimetro import Perimetro

LIBERE = ("account_", "mfa_", "usersessions_", "socialaccount_")
SEMPRE = frozenset({"sessione", "sessione-prolunga", "accessibilita", "privacy"})


def _cifrario() -> MultiFernet:
    """Keys from SECRET_KEY and its predecessors, so that it can change without a new enrolment."""
    chiavi = [str(chiave) for chiave in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"secondo-fattore:{chiave}".encode()).digest()))
            for chiave in chiavi
        ]
    )


class AdattatoreSecondoFattore(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def encrypt(self, text: str) -> str:
        return _cifrario().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cifrario().decrypt(encrypted_text.encode()).decode()


class SecondoFattoreMiddleware:
    """Who holds a role for which the Ambito asks a second factor enrols first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        perimetro = getattr(request, "perimetro", None)
        if not isinstance(perimetro, Perimetro) or not perimetro.secondo_fattore_obbligatorio:
            return None
        if _libera(request) or _iscritto(perimetro.utente_id):
            return None
        messages.warning(
            request,
            "Per il tuo ruolo serve un secondo fattore. Attiva l'app di autenticazione o una chiave "
            "di sicurezza, poi prosegui.",
        )
        return redirect("mfa_index")


def _libera(request: HttpRequest) -> bool:
    incontro = request.resolver_match
    nome = (incontro.url_name or "") if incontro else ""
    return nome in SEMPRE or nome.startswith(LIBERE)


def _iscritto(utente_id: int) -> bool:
    tipi = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=utente_id, type__in=tipi).exists())
