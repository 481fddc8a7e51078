"""Folders for the embedded PostgreSQL."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def cartella_attraversabile() -> Iterator[Path]:
    """Not under pytest's own folder, which it closes to others: as root the server runs as another user."""
    with tempfile.TemporaryDirectory(prefix="adi-prove-") as cartella:
        yield Path(cartella)
