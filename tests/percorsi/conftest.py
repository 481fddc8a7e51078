"""The same worker process as the tests of the outbox, on the files and the keys of this process."""

from pathlib import Path
from typing import Any

import pytest

from tests.outbox.conftest import Worker, worker

__all__ = ["worker", "worker_di_casa"]


@pytest.fixture
def worker_di_casa(worker: Worker, tmp_path: Path, settings: Any) -> Worker:
    """Reads what this process uploads, and can open what it encrypts."""
    settings.MEDIA_ROOT = tmp_path / "documenti"
    segreti = tmp_path / "segreti"
    segreti.mkdir()
    chiavi = ",".join(f"{nome}:{chiave}" for nome, chiave in settings.CHIAVI_CIFRATURA.items())
    (segreti / "cifratura").write_text(chiavi, encoding="utf-8")
    return worker
