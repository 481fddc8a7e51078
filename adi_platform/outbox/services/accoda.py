"""Ask for something to happen after this transaction: a message sent, a piece of work done.

The row is the request; the broker only makes it start sooner. When publishing fails nothing is lost:
the sweeper of `outbox.tasks` finds the row.
"""

import base64
import datetime
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from adi_platform.celery import app
from adi_platform.errori import DominioError
from adi_platform.outbox.models import Lavoro, Messaggio

logger = logging.getLogger(__name__)

COMPITO_LAVORO = "adi_platform.outbox.tasks.esegui_lavoro"
COMPITO_MESSAGGI = "adi_platform.outbox.tasks.spedisci_messaggi"
# With the pauses of `consegna.pausa` a mail server may be down for a day.
TENTATIVI_DI_SPEDIZIONE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegato:
    """A file that travels with a message, for instance the .ics of a meeting."""

    nome: str
    tipo: str
    contenuto: bytes


def accoda_messaggio(
    *,
    evento: str,
    destinatario_email: str,
    oggetto: str,
    testo: str,
    html: str = "",
    chiave: str,
    allegati: Sequence[Allegato] = (),
    ambito_id: int | None,
    non_prima: datetime.datetime | None = None,
) -> Messaggio:
    """Write a message in the caller's transaction. The same `chiave` is never sent twice.

    `non_prima`: it waits here until then; the sweeper finds it.
    """
    _controlla_intestazioni(destinatario_email, oggetto)
    messaggio, nuovo = Messaggio.objects.get_or_create(
        chiave=chiave,
        defaults={
            "evento": evento,
            "destinatario": destinatario_email,
            "oggetto": oggetto,
            "testo": testo,
            "html": html,
            "allegati": [_come_json(allegato) for allegato in allegati],
            "ambito_id": ambito_id,
            "tentativi_massimi": TENTATIVI_DI_SPEDIZIONE,
            **({"disponibile_dal": non_prima} if non_prima else {}),
        },
    )
    if nuovo:
        pubblica_dopo_il_commit(COMPITO_MESSAGGI)
    return messaggio


def accoda_lavoro(
    *,
    tipo: str,
    chiave: str,
    dati: dict[str, Any],
    ambito_id: int | None = None,
    avviato_da_id: int | None = None,
) -> Lavoro:
    """Write a request of work in the caller's transaction; the same `chiave` gives back the same row.

    `avviato_da_id` is who may look at its progress besides the colleagues of the Ambito.
    """
    lavoro, nuovo = Lavoro.objects.get_or_create(
        chiave=chiave,
        defaults={"tipo": tipo, "dati": dati, "ambito_id": ambito_id, "avviato_da_id": avviato_da_id},
    )
    if nuovo:
        pubblica_dopo_il_commit(COMPITO_LAVORO, lavoro.pk)
    return lavoro


def pubblica_dopo_il_commit(compito: str, *argomenti: int) -> None:
    transaction.on_commit(partial(pubblica, compito, *argomenti), robust=True)


def pubblica(compito: str, *argomenti: int, scade_tra: float | None = None) -> bool:
    """Hand a task to the broker without ever blocking or failing the caller."""
    try:
        app.send_task(compito, args=argomenti, expires=scade_tra, retry=False, ignore_result=True)
    except Exception:  # the broker may fail in any way: the row is safe and the sweeper will find it
        logger.warning("coda non raggiungibile: %s resta in attesa del ripasso", compito)
        return False
    return True


def _controlla_intestazioni(destinatario_email: str, oggetto: str) -> None:
    try:
        validate_email(destinatario_email)
    except ValidationError as errore:
        raise DominioError("L'indirizzo di posta del destinatario non è valido.") from errore
    if any(carattere in oggetto for carattere in "\r\n\x00"):
        raise DominioError("L'oggetto del messaggio deve stare su una sola riga.")


def _come_json(allegato: Allegato) -> dict[str, str]:
    contenuto = base64.b64encode(allegato.contenuto).decode("ascii")
    return {"nome": allegato.nome, "tipo": allegato.tipo, "contenuto": contenuto}
