"""The embedded PostgreSQL: shared by processes, stopped by the last one, nothing to tidy after a kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from adi_platform.settings import banca_dati
from tests.support.cartelle import cartella_attraversabile

USA = """
import sys
from pathlib import Path
import psycopg
from adi_platform.settings import banca_dati
with psycopg.connect(banca_dati.avvia_incorporata(Path(sys.argv[1]))) as c:
    c.execute("SELECT pg_advisory_xact_lock(1)")
    c.execute("CREATE TABLE IF NOT EXISTS righe (n int)")
    c.execute("INSERT INTO righe VALUES (1)")
    print(c.execute("SELECT count(*) FROM righe").fetchone()[0], flush=True)
sys.stdin.read()
"""


@pytest.fixture
def dati() -> Iterator[Path]:
    with cartella_attraversabile() as cartella:
        yield cartella / "dati"


def usa(dati: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", USA, str(dati)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={nome: valore for nome, valore in os.environ.items() if nome != "XDG_RUNTIME_DIR"},
    )


def prima_riga(processo: "subprocess.Popen[str]") -> str:
    assert processo.stdout is not None
    return processo.stdout.readline().strip()


def server_vivo(dati: Path) -> bool:
    file = dati / "postgres" / "postmaster.pid"
    return file.exists() and psutil.pid_exists(int(file.read_text().splitlines()[0]))


def test_due_processi_lo_dividono_e_l_ultimo_lo_ferma(dati: Path) -> None:
    primo, secondo = usa(dati), usa(dati)
    assert {prima_riga(primo), prima_riga(secondo)} == {"1", "2"}
    primo.communicate()
    assert server_vivo(dati)
    secondo.communicate()
    assert not server_vivo(dati)
    ucciso = usa(dati)
    assert prima_riga(ucciso) == "3"
    ucciso.send_signal(signal.SIGKILL)
    ucciso.communicate()
    ultimo = usa(dati)
    assert prima_riga(ultimo) == "4"
    ultimo.communicate()
    assert (ultimo.returncode, server_vivo(dati)) == (0, False)


def test_il_numero_di_processo_riusato_da_altri_non_inganna(tmp_path: Path) -> None:
    file = tmp_path / "postmaster.pid"
    file.write_text(f"{os.getpid()}\n/altrove\n")
    banca_dati._dimentica_server_morto(file)
    assert not file.exists()


@pytest.mark.parametrize(
    ("url", "atteso"),
    [
        ("postgresql://u:p%40@h:5433/adi?sslmode=require", ("adi", "u", "p@", "h", "5433")),
        (
            "postgresql://postgres:@/postgres?host=/dati/presa",
            ("postgres", "postgres", "", "/dati/presa", ""),
        ),
        ("postgresql:///adi", ("adi", "postgres", "", "", "")),
    ],
)
def test_l_indirizzo_si_legge_per_intero(url: str, atteso: tuple[str, ...]) -> None:
    voce = banca_dati.da_url(url)
    assert tuple(voce[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == atteso
