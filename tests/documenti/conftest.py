"""A document to print, with invented content."""

from typing import Any

import pytest

from adi_platform.documenti import accesso
from adi_platform.documenti.officina import Officina


@pytest.fixture(scope="session")
def officina_di_prova() -> Any:
    """One warm press for the whole session."""
    bottega = Officina()
    yield bottega
    bottega.chiudi()


@pytest.fixture
def tutti_aprono() -> Any:
    """A rule for the documents of these tests: the assistants open them, the others do not."""
    accesso.registra_regola("prova", lambda perimetro, documento: perimetro.ha("assistente_sociale"))
    yield "prova"
    accesso._REGOLE.pop("prova")
