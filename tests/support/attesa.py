"""Waiting for another process, with a limit."""

import time
from collections.abc import Callable


def aspetta(condizione: Callable[[], bool], secondi: float = 240) -> None:
    """Wait until `condizione` is true; fail when it does not become true in time."""
    fine = time.monotonic() + secondi
    while time.monotonic() < fine:
        if condizione():
            return
        time.sleep(0.1)
    raise AssertionError(f"non è accaduto in {secondi} secondi")
