"""The lists of the office: what they hold, and the archive at each step of bringing one in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.models import Importazione
from tests.cases.importazione.banco import CARTELLA, Banco, crea_banco, leggi_elenco
from tests.conftest import FONDO
from tests.people import Cast
from tests.support.fondo import committe


@pytest.fixture
def banco(request: pytest.FixtureRequest, cast: Cast, settings: Any, tmp_path: Path) -> Banco:
    settings.MEDIA_ROOT = tmp_path
    banco: Banco = crea_banco(cast) if committe(request.node) else FONDO.copia("banco")
    return banco


@pytest.fixture
def anteprima(banco: Banco, nome: str) -> Importazione:
    """The list `nome` of the office, read up to the preview."""
    importazione: Importazione = FONDO.copia("anteprima")
    return importazione


@pytest.fixture
def importato(anteprima: Importazione) -> Importazione:
    """The same list, in the archive."""
    importazione: Importazione = FONDO.copia("importato")
    return importazione


@pytest.fixture
def atteso() -> Callable[[str], dict[str, Any]]:
    return lambda nome: json.loads((CARTELLA / f"atteso_{nome}.json").read_text(encoding="utf-8"))


@pytest.fixture
def elenco() -> Callable[[str], bytes]:
    return leggi_elenco
