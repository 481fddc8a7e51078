"""The migrated database is made once and copied: a copy takes a second, the migrations most of a minute.

The name of the model holds a print of every migration: a changed one makes a new model and drops the old.
"""

import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

CANCELLO = 7_401_211  # advisory lock: of several processes, one makes the model and the others wait


def usa_il_modello() -> None:
    """Let Django copy the model when it creates its database; make the model first when it is missing."""
    nome = f"{_di_questa_copia()}{_impronta()}"
    with connection._nodb_cursor() as cursore:  # type: ignore[attr-defined]  # as Django's own creation does
        cursore.execute("SELECT pg_advisory_lock(%s)", [CANCELLO])
        cursore.execute("SELECT 1 FROM pg_database WHERE datname = %s", [nome])
        if cursore.fetchone() is None:
            _butta_i_vecchi(cursore)
            _prepara(cursore, nome)
    connection.settings_dict["TEST"]["TEMPLATE"] = nome


def _di_questa_copia() -> str:
    """Two checkouts of the project do not drop each other's model."""
    return f"adi_modello_{hashlib.sha256(str(settings.BASE_DIR).encode()).hexdigest()[:8]}_"


def _impronta() -> str:
    letto = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            letto.update(file.name.encode() + file.read_bytes())
    return letto.hexdigest()[:16]


def _butta_i_vecchi(cursore: CursorWrapper) -> None:
    cursore.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        " AND datname NOT IN (SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)",
        [_di_questa_copia()],
    )
    for (vecchio,) in cursore.fetchall():
        cursore.execute(f'DROP DATABASE "{vecchio}"')


def _prepara(cursore: CursorWrapper, nome: str) -> None:
    """A half-made model never bears the name: it is renamed when it is whole."""
    vera, prova = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = in_corso = f"{nome}_"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"] = vera, prova
    cursore.execute(f'ALTER DATABASE "{in_corso}" RENAME TO "{nome}"')
