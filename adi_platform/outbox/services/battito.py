"""While a worker runs an executor, a thread renews the lease and writes the progress.

The thread has a database connection of its own: progress is visible while the executor is still inside
its transaction, and when the process is killed the thread dies with it, so the lease ends by itself.
"""

import logging
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection

from adi_platform.outbox.models import Lavoro, LavoroPerso

logger = logging.getLogger(__name__)


class BattitoDelLavoro:
    """Context manager around one attempt of one Lavoro."""

    def __init__(self, lavoro: Lavoro) -> None:
        # A plain copy: the executor's instance must never be saved from the other thread.
        self._riga = Lavoro(pk=lavoro.pk, presa=lavoro.presa, chiave=lavoro.chiave)
        self._campi: dict[str, object] = {}
        self._chiusura = threading.Condition()
        self._finito = False
        self._perso = False
        self._filo = threading.Thread(target=self._batti, name=f"battito-{lavoro.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._filo.start()
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, errore: BaseException | None, traccia: TracebackType | None
    ) -> None:
        with self._chiusura:
            self._finito = True
            self._chiusura.notify()
        self._filo.join(timeout=10)

    def segnala(self, campi: Mapping[str, object]) -> None:
        if self._perso:
            raise LavoroPerso(self._riga.chiave)
        with self._chiusura:
            self._campi |= campi
            self._chiusura.notify()

    def _batti(self) -> None:
        intervallo = settings.OUTBOX_SECONDI_DI_PRESA / 3
        try:
            while True:
                with self._chiusura:
                    if not self._campi and not self._finito:
                        self._chiusura.wait(intervallo)
                    campi, self._campi = self._campi, {}
                    finito = self._finito
                if finito and not campi:
                    return
                self._scrivi(campi)
        finally:
            connection.close()

    def _scrivi(self, campi: dict[str, object]) -> None:
        try:
            self._perso = not self._riga.prolunga_presa(**campi)
        except DatabaseError:
            logger.warning("battito del lavoro %s non scritto", self._riga.pk)
            connection.close()
