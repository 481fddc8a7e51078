"""Worker and scheduler leave a sign of life in the database: at the start, then every few seconds."""

import time

from celery.signals import beat_init, heartbeat_sent, worker_ready
from django.db import connection

from adi_platform.outbox.services.ripassa import segna_battito

OGNI_SECONDI = 10
_ultimo = 0.0


@worker_ready.connect
@heartbeat_sent.connect
def worker_vivo(**_: object) -> None:
    global _ultimo
    adesso = time.monotonic()
    if adesso - _ultimo < OGNI_SECONDI and _ultimo:
        return
    _ultimo = adesso
    segna_battito("worker")
    # The pool forks from this process: it must not inherit an open connection.
    connection.close()


@beat_init.connect
def orologio_vivo(**_: object) -> None:
    """Later signs come with the sweeper that it asks for: this one says that it has started."""
    segna_battito("beat")
    connection.close()
