import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _contatori_azzerati() -> None:
    """Attempt counters live in the cache: each test starts with none."""
    cache.clear()
