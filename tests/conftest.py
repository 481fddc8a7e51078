"""Fixtures of the whole suite: the cast, a first case, closed network."""

from collections.abc import Callable

import pytest
from django.test import Client

from adi_platform.organizzazione.models import Utente
from tests.people import Cast, crea_cast
from tests.support import svuotamento

svuotamento.permetti()

Entra = Callable[[Utente], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return crea_cast()


@pytest.fixture
def entra() -> Entra:
    """Sign somebody in and return their client."""

    def _entra(utente: Utente) -> Client:
        client = Client()
        client.force_login(utente, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return _entra
