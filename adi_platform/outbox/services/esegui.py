"""Runs one piece of work: take the row, call its executor, write how it went."""

import logging
from contextlib import AbstractContextManager, nullcontext

from django.db import connection

from adi_platform.errori import DominioError
from adi_platform.outbox.lavori import esecutore_di
from adi_platform.outbox.models import Lavoro, LavoroPerso, StatoConsegna
from adi_platform.outbox.services.battito import BattitoDelLavoro

logger = logging.getLogger(__name__)

INTERROTTO = "Il lavoro si è interrotto più volte senza arrivare alla fine."
NON_RIUSCITO = "Lavoro non riuscito. {}"
IMPREVISTO = "Errore imprevisto ({})."


def esegui(*, lavoro_id: int) -> bool:
    """Run the work if nobody else has it and it is due. True when an attempt was made."""
    lavoro = Lavoro.objects.filter(pk=lavoro_id).prendi()
    if lavoro is None:
        return False
    try:
        with _battito(lavoro) as battito:
            lavoro.battito = battito
            esecutore_di(lavoro.tipo).esegui(lavoro)
    except LavoroPerso:
        logger.warning("lavoro %s ripreso da un altro processo", lavoro_id)
    except DominioError as errore:
        _fallito(lavoro, errore.messaggio, definitivo=True)
    except Exception as errore:
        # Only the kind of error: its text may hold personal data.
        logger.exception("lavoro %s (%s) non riuscito", lavoro_id, lavoro.tipo)
        _fallito(lavoro, IMPREVISTO.format(type(errore).__name__))
    else:
        lavoro.riesce()
    finally:
        lavoro.battito = None
    return True


def seppellisci_abbandonati() -> int:
    """Give up the work whose process died at every attempt (a poison job that kills its worker)."""
    sepolti = 0
    for lavoro in Lavoro.objects.abbandonati()[:100]:
        sepolti += _fallito(lavoro, INTERROTTO, definitivo=True)
    return sepolti


def _battito(lavoro: Lavoro) -> AbstractContextManager[BattitoDelLavoro | None]:
    """Inside a transaction another connection could not see the row: progress is then written here."""
    return nullcontext() if connection.in_atomic_block else BattitoDelLavoro(lavoro)


def _fallito(lavoro: Lavoro, errore: str, *, definitivo: bool = False) -> bool:
    # The person who waits reads `messaggio`: an error that will not be tried again must be there.
    if not lavoro.fallisce(errore, definitivo=definitivo, messaggio=NON_RIUSCITO.format(errore)[:300]):
        return False
    if lavoro.stato == StatoConsegna.FALLITO:
        logger.error("lavoro %s (%s) abbandonato dopo %s tentativi", lavoro.pk, lavoro.tipo, lavoro.tentativi)
        _avvisa_della_resa(lavoro)
    return True


def _avvisa_della_resa(lavoro: Lavoro) -> None:
    try:
        se_fallisce = esecutore_di(lavoro.tipo).se_fallisce
        if se_fallisce is not None:
            se_fallisce(lavoro)
    except Exception:  # the failure of the notice must not hide the failure of the work
        logger.exception("avviso di lavoro abbandonato non riuscito: %s", lavoro.pk)
