"""Redis when CELERY_BROKER_URL names it, otherwise a folder. The rows of the outbox are the truth."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adi_platform.settings import env

# The longest work must end well before Redis believes that its worker is dead and hands it out again.
SECONDI_MASSIMI = 900
SECONDI_DI_VISIBILITA = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Coda:
    """What Celery must know of the broker; `secondi_di_ripasso` is the period of the sweeper."""

    url: str
    opzioni: dict[str, Any]
    secondi_di_ripasso: int


def configurazione(data_dir: Path) -> Coda:
    url = env.testo("CELERY_BROKER_URL")
    if url:
        return Coda(
            url=url, opzioni=opzioni_redis(), secondi_di_ripasso=env.intero("ADI_SECONDI_DI_RIPASSO", 15)
        )
    return Coda(
        url="filesystem://localhost",
        opzioni=_cartelle(data_dir / "coda"),
        secondi_di_ripasso=env.intero("ADI_SECONDI_DI_RIPASSO", 5),
    )


def opzioni_redis() -> dict[str, Any]:
    return {
        "visibility_timeout": SECONDI_DI_VISIBILITA,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }


def _cartelle(radice: Path) -> dict[str, Any]:
    for nome in ("messaggi", "controllo", "presi"):
        (radice / nome).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(radice / "messaggi"),
        "data_folder_out": str(radice / "messaggi"),
        "control_folder": str(radice / "controllo"),
        "processed_folder": str(radice / "presi"),
        "store_processed": False,
        "polling_interval": 0.3,
    }
