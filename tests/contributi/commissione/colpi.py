"""Loaded by the worker of the fault tests: takes its own process down, once, at the point named in a file.

The file is `colpo` in the folder of the data; the process that dies removes it first, so that the next one lives.
"""

import functools
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from adi_platform.documenti.services import produci
from adi_platform.outbox.models import Lavoro, Messaggio
from contributi.services import chiusura
from contributi.services import verbale as verbale_di_commissione

PUNTI = (
    "prima_di_chiudere",
    "contato_e_non_sigillato",
    "sigillato_e_non_confermato",
    "confermato_e_non_segnato",
    "stampato_e_non_archiviato",
    "numerato_e_non_confermato",
    "archiviato_e_non_segnato",
)
SPEDITO = "spedito_e_non_segnato"


def muori_se(punto: str) -> None:
    file = Path(settings.DATA_DIR) / "colpo"
    try:
        if file.read_text() != punto:
            return
        file.unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def colpisci(dove: Any, nome: str, *, prima: str = "", dopo: str = "") -> None:
    """Wrap `dove.nome` with the points before and after it."""
    vera: Callable[..., Any] = getattr(dove, nome)

    @functools.wraps(vera)
    def con_colpi(*argomenti: Any, **nomi: Any) -> Any:
        muori_se(prima)
        esito = vera(*argomenti, **nomi)
        muori_se(dopo)
        return esito

    setattr(dove, nome, con_colpi)


def _riesce_con_colpi(vera: Callable[[Lavoro], bool]) -> Callable[[Lavoro], bool]:
    def riesce(lavoro: Lavoro) -> bool:
        if lavoro.tipo == "documenti.stampa":
            muori_se("archiviato_e_non_segnato")
        return vera(lavoro)

    return riesce


colpisci(chiusura, "chiudi", prima="prima_di_chiudere", dopo="confermato_e_non_segnato")
colpisci(chiusura, "sigilla_verbale", prima="contato_e_non_sigillato", dopo="sigillato_e_non_confermato")
colpisci(produci, "_archivia", prima="stampato_e_non_archiviato")
colpisci(verbale_di_commissione, "registra", dopo="numerato_e_non_confermato")
colpisci(Messaggio, "riesce", prima=SPEDITO)
Lavoro.riesce = _riesce_con_colpi(Lavoro.riesce)  # type: ignore[method-assign]  # tests only
