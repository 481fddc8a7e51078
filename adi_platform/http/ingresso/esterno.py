"""SPID and CIE through an aggregator (OpenID Connect): the identity must belong to an existing account."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from adi_platform.organizzazione.models import Utente


class AdattatoreEsterno(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Never opens an account and never links one on request of the browser."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Match a new identity, once, with the account of the same person; afterwards (issuer, sub) rules."""
        dichiarati = sociallogin.account.extra_data
        if sociallogin.state.get("process") != "login" or not _livello_sufficiente(dichiarati):
            raise ImmediateHttpResponse(_rifiuto(request))
        if sociallogin.is_existing:
            return
        utente = _utente_con(dichiarati)
        if utente is None:
            raise ImmediateHttpResponse(_rifiuto(request))
        sociallogin.connect(request, utente)


def _rifiuto(request: HttpRequest) -> Any:
    return render(request, "socialaccount/non_riconosciuto.html", status=403)


def _tutti(dichiarati: dict[str, Any]) -> dict[str, Any]:
    """Claims of the identity token and of userinfo, together; userinfo prevails."""
    return {**dichiarati.get("id_token", {}), **dichiarati.get("userinfo", {})}


def _livello_sufficiente(dichiarati: dict[str, Any]) -> bool:
    """The level of assurance comes from the identity token only, which is bound to this sign-in."""
    return not settings.OIDC_LIVELLI or dichiarati.get("id_token", {}).get("acr") in settings.OIDC_LIVELLI


def _utente_con(dichiarati: dict[str, Any]) -> Utente | None:
    voci = _tutti(dichiarati)
    codice = str(voci.get(settings.OIDC_CAMPO_CODICE_FISCALE) or "").upper().removeprefix("TINIT-")
    if codice:
        return _unico(codice_fiscale__iexact=codice)
    email = str(voci.get("email") or "")
    if email and voci.get("email_verified") is True:
        return _unico(email__iexact=email)
    return None


def _unico(**condizione: str) -> Utente | None:
    trovati = list(Utente.objects.filter(is_active=True, **condizione)[:2])
    return trovati[0] if len(trovati) == 1 else None
