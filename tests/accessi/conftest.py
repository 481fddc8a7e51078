"""The world of the access tests, made once."""

import pytest

from tests.accessi.mondo import Mondo
from tests.conftest import FONDO
from tests.people import Cast


@pytest.fixture(autouse=True)
def _senza_contesti(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here reads the contexts of the templates, which the client copies at each page."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)


@pytest.fixture
def mondo(cast: Cast) -> Mondo:
    mondo: Mondo = FONDO.copia("mondo")
    return mondo
