"""Fixtures of the whole suite: the cast, a first case, closed network."""

import gc
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from allauth.account.internal.flows.login import record_authentication
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from pytest_django import DjangoDbBlocker

from adi_platform.organizzazione.models import Utente
from tests.people import Cast, crea_cast
from tests.support import svuotamento
from tests.support.fondo import Fondo, committe
from tests.support.modello import usa_il_modello

svuotamento.permetti()
# No timed tests: on a loaded machine an example may take longer.
hypothesis.settings.register_profile(
    "casa", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("casa")


def pytest_collection_finish() -> None:
    """What is imported stays: looking through it again for garbage costs a tenth of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


FONDO = Fondo()
Entra = Callable[[Utente], Client]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        usa_il_modello()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A process that a test has killed may still be connected when the database is dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursore:
        FONDO.chiudi()
        cursore.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def _fondo(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        FONDO.prepara(request.node)


@pytest.fixture
def _django_db_helper(_fondo: None, _django_db_helper: None) -> None:
    """The transaction of each test (pytest-django) begins above the ground laid for it."""


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return crea_cast() if committe(request.node) else FONDO.copia("cast")


def entrato(utente: Utente) -> Client:
    """A client with the session of somebody who has just typed their password."""
    client = Client()
    client.force_login(utente, backend="allauth.account.auth_backends.AuthenticationBackend")
    richiesta = HttpRequest()
    richiesta.session = client.session
    record_authentication(richiesta, utente, method="password")
    richiesta.session.save()
    return client


@pytest.fixture
def entra() -> Entra:
    """Sign somebody in and return their client."""

    def _entra(utente: Utente) -> Client:
        return entrato(utente)

    return _entra
