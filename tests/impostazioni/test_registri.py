"""Production logs say where and what kind, never the text of an error."""

import logging
import sys

from adi_platform.settings.registri import SenzaDatiPersonali


def test_il_registro_non_porta_il_testo_dell_errore() -> None:
    codice = "RSSMRA85T10A562S"
    try:
        raise ValueError(codice)
    except ValueError:
        riga = logging.LogRecord("x", logging.ERROR, __file__, 1, "lavoro %s", (7,), sys.exc_info())
    testo = SenzaDatiPersonali("{levelname} {message}", style="{").format(riga)
    assert codice not in testo
    assert "ValueError" in testo
    assert "test_registri.py" in testo
