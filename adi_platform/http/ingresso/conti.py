"""Accounts are opened by the office; failed attempts are counted per account and address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from adi_platform.http.ingresso.conferma import DA_CONSERVARE

PORTATO = "adi.conferma_in_attesa"


class AdattatoreConti(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "L'indirizzo o la password non corrispondono. Controlla e riprova.",
        "too_many_login_attempts": "Troppi tentativi. Aspetta cinque minuti, poi riprova.",
        "incorrect_code": "Il codice non è giusto o è scaduto. Controlla o chiedine un altro.",
        "account_inactive": "Questo accesso è chiuso. Rivolgiti all'amministratore tecnico del tuo Ambito.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def logout(self, request: HttpRequest) -> None:
        """SPID and CIE close the session before they open the new one: what waits for a confirmation goes along."""
        chiave = request.session.get(DA_CONSERVARE, "")
        portato = (request.user.pk, chiave, request.session.get(chiave))
        super().logout(request)
        request.META[PORTATO] = portato

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Only the same account finds again what it had written."""
        super().login(request, user)
        chi, chiave, valore = request.META.pop(PORTATO, (None, "", None))
        if chi == user.pk and valore is not None:
            request.session[chiave] = valore

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """The password of this very account (attempts are limited by the view)."""
        return user.check_password(password)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Account and address together: a stranger cannot lock somebody out from elsewhere."""
        chiave = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{chiave}:{self.get_client_ip(request)}"
