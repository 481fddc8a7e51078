"""A real worker process, on the folder broker or on a Redis of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection

from tests.support.attesa import aspetta

RADICE = Path(__file__).resolve().parent.parent.parent


@dataclass
class Worker:
    """Worker and beat in one process group, on the database of this test."""

    dati: Path
    broker: str = ""
    moduli: str = "tests.outbox.esecutori"
    processo: subprocess.Popen[bytes] | None = field(default=None)

    def avvia(self) -> None:
        celery = [sys.executable, "-m", "celery", "-A", "adi_platform"]
        opzioni = ["-B", "--schedule", str(self.dati / "beat"), "-c", "2", "-I", self.moduli]
        with (self.dati / "worker.log").open("ab") as registro:
            self.processo = subprocess.Popen(
                [*celery, "worker", *opzioni],
                cwd=RADICE,
                env=self._ambiente(),
                stdout=registro,
                stderr=registro,
                start_new_session=True,
            )

    def uccidi(self, segnale: signal.Signals = signal.SIGKILL) -> None:
        if self.processo is not None:
            os.killpg(self.processo.pid, segnale)
            self.processo.wait(timeout=20)
            self.processo = None

    def _ambiente(self) -> dict[str, str]:
        posto = connection.settings_dict
        indirizzo = f"postgresql://{posto['USER']}:{posto['PASSWORD']}@/{posto['NAME']}?host={posto['HOST']}"
        porta = f"&port={posto['PORT']}" if posto["PORT"] else ""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "adi_platform.settings.dev",
            "DATABASE_URL": indirizzo + porta,
            "CELERY_BROKER_URL": self.broker,
            "ADI_DATA": str(self.dati),
            "ADI_SECONDI_DI_PRESA": "3",
            "ADI_SECONDI_DI_RIPASSO": "1",
        }


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    """Not started yet; broker in a folder."""
    processo = Worker(dati=tmp_path)
    yield processo
    processo.uccidi()


@dataclass
class Redis:
    cartella: Path
    porta: int
    processo: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.porta}/0"

    def avvia(self) -> None:
        comando = ["redis-server", "--port", str(self.porta), "--save", "", "--dir", str(self.cartella)]
        self.processo = subprocess.Popen(comando, stdout=subprocess.DEVNULL)
        aspetta(self._risponde)

    def ferma(self) -> None:
        if self.processo is not None:
            self.processo.kill()
            self.processo.wait(timeout=10)
            self.processo = None

    def _risponde(self) -> bool:
        with socket.socket() as presa:
            return presa.connect_ex(("127.0.0.1", self.porta)) == 0


@pytest.fixture
def redis_proprio(tmp_path: Path) -> Iterator[Redis]:
    """A Redis that nobody else uses: it may be emptied and killed."""
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        porta = presa.getsockname()[1]
    server = Redis(cartella=tmp_path, porta=porta)
    server.avvia()
    yield server
    server.ferma()
