"""The world of the access tests, made once."""

import pytest

from tests.accessi.mondo import Mondo
from tests.conftest import FONDO
from tests.people import Cast


@pytest.fixture
def mondo(cast: Cast) -> Mondo:
    mondo: Mondo = FONDO.copia("mondo")
    return mondo
