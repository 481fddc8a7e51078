"""`script/server` from an empty folder: pages served, killed worker back, clean stop, quick second start."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from adi_platform.avvio import server as avvio
from adi_platform.avvio.processi import Processo
from tests.support.attesa import aspetta
from tests.support.cartelle import cartella_attraversabile

RADICE = Path(__file__).resolve().parent.parent.parent
SERVIZI = {"DATABASE_URL", "CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE", "ADI_DATA"}


class Server:
    def __init__(self, dati: Path) -> None:
        self.dati = dati
        self.uscita = dati.parent / "uscita"
        with socket.socket() as presa:
            presa.bind(("127.0.0.1", 0))
            self.porta = presa.getsockname()[1]
        self.processo: subprocess.Popen[bytes] | None = None

    def avvia(self) -> None:
        ambiente = {nome: valore for nome, valore in os.environ.items() if nome not in SERVIZI}
        argomenti = ["--port", str(self.porta), "--data", str(self.dati), "--senza-demo"]
        with self.uscita.open("wb") as uscita:
            self.processo = subprocess.Popen(
                [sys.executable, "-m", "adi_platform.avvio", *argomenti],
                cwd=RADICE,
                env=ambiente,
                stdout=uscita,
                stderr=uscita,
            )
        processo = self.processo
        aspetta(lambda: "pronto" in self.detto() or processo.poll() is not None, 600)
        assert "pronto" in self.detto(), self.detto()

    def ferma(self) -> int:
        assert self.processo is not None
        self.processo.send_signal(signal.SIGINT)
        codice = self.processo.wait(timeout=60)
        self.processo = None
        return codice

    def detto(self) -> str:
        return self.uscita.read_text()

    def salute(self) -> dict[str, object]:
        indirizzo = f"http://127.0.0.1:{self.porta}/salute/"
        try:
            with urllib.request.urlopen(indirizzo, timeout=10) as risposta:
                corpo: dict[str, object] = json.load(risposta)
        except OSError:
            return {}
        return corpo

    def worker(self) -> psutil.Process | None:
        assert self.processo is not None
        for figlio in psutil.Process(self.processo.pid).children():
            if "worker" in figlio.cmdline():
                return figlio
        return None


@pytest.fixture
def server() -> Iterator[Server]:
    with cartella_attraversabile() as cartella:
        uno = Server(cartella / "dati")
        yield uno
        if uno.processo is not None:
            uno.processo.send_signal(signal.SIGTERM)
            uno.processo.wait(timeout=60)


def test_da_una_cartella_vuota_a_pagine_servite_e_di_nuovo(server: Server) -> None:
    server.avvia()
    assert server.salute().get("stato") == "bene", "pronto is said when everything works"
    ucciso = server.worker()
    assert ucciso is not None
    ucciso.kill()
    aspetta(lambda: "lo riavvio" in server.detto() and server.worker() is not None)
    assert server.ferma() == 0
    assert server.detto().rstrip().endswith("fermo")
    assert not (server.dati / "postgres" / "postmaster.pid").exists()
    prima = time.monotonic()
    server.avvia()
    assert time.monotonic() - prima < 90
    assert server.ferma() == 0


def test_i_lavori_che_tardano_si_dicono_e_non_chiudono_le_pagine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sordo = Processo(nome="pagine", comando=["sleep", "60"], registro=tmp_path / "pagine.log", ambiente={})
    monkeypatch.setattr(sordo, "controlla", lambda _: False)
    monkeypatch.setattr(avvio, "SECONDI_PER_I_LAVORI", 0)
    avvio._aspetta_i_lavori(1, [sordo])
    assert "lavori in secondo piano non ancora" in capsys.readouterr().out
    monkeypatch.setattr(avvio, "SECONDI_PER_RISPONDERE", 0)
    with pytest.raises(avvio.AvvioImpossibile, match="non rispondono"):
        avvio._aspetta_le_pagine(1, [sordo])
