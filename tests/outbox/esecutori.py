"""Executors that the worker of the fault tests loads; each leaves a trace in a file."""

import os
import signal
import time
from pathlib import Path

from adi_platform.outbox.lavori import registra_esecutore
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.accoda import accoda_messaggio


def _traccia(lavoro: Lavoro, parola: str) -> None:
    with Path(lavoro.dati["traccia"]).open("a") as file:
        file.write(f"{parola}\n")


def lungo(lavoro: Lavoro) -> None:
    """Many small steps, then one effect with a business key."""
    _traccia(lavoro, "inizio")
    passi = lavoro.dati["passi"]
    for passo in range(passi):
        time.sleep(0.1)
        lavoro.avanza(fatto=passo + 1, totale=passi)
    accoda_messaggio(
        evento="prova",
        destinatario_email="nessuno@esempio.invalid",
        oggetto="Fatto",
        testo="Fatto",
        chiave=f"effetto:{lavoro.chiave}",
        ambito_id=None,
    )
    _traccia(lavoro, "fine")


def velenoso(lavoro: Lavoro) -> None:
    """Takes its own process down, as an out-of-memory kill does."""
    _traccia(lavoro, "inizio")
    os.kill(os.getpid(), signal.SIGKILL)


registra_esecutore("prova.lungo", lungo)
registra_esecutore("prova.velenoso", velenoso)
