#!/usr/bin/env python
"""Entry point of the management commands."""

import os
import sys

VUOTA = (
    "La banca dati in uso ({dove}) non ha ancora le tabelle. Se il server è partito con «--data CARTELLA», "
    "scrivi la stessa cartella davanti al comando: ADI_DATA=CARTELLA python manage.py ... "
    "Se invece è una banca dati nuova, prima esegui: python manage.py migrate"
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adi_platform.settings.dev")
    from django.conf import settings
    from django.core.management import execute_from_command_line
    from django.db import ProgrammingError
    from psycopg.errors import UndefinedTable

    try:
        execute_from_command_line(sys.argv)
    except ProgrammingError as errore:
        if not isinstance(errore.__cause__, UndefinedTable):
            raise
        dove = "DATABASE_URL" if os.environ.get("DATABASE_URL") else settings.DATA_DIR
        sys.exit(VUOTA.format(dove=dove))


if __name__ == "__main__":
    main()
