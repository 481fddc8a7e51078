"""Letters that must not leave any more: asked just before sending, by kind of event.

    registra_guardia("condivisione.avviso", va_ancora_spedito)   # funzione(messaggio) -> bool

A message whose right to leave has ended since it was written is closed without being sent. Who must know
how it ended (to write down what went out, to wipe a secret that the letter carried) registers a sequel:

    registra_seguito("condivisione.avviso", annota)              # funzione(messaggio, partito) -> None

It runs after the attempt and never stops the other letters.
"""

import logging
from collections.abc import Callable

from django.db import transaction

from adi_platform.outbox.models import Messaggio

logger = logging.getLogger(__name__)
Guardia = Callable[[Messaggio], bool]
Seguito = Callable[[Messaggio, bool], None]
NON_PIU_DOVUTO = "Non spedito: chi doveva riceverlo non ne ha più diritto."

_guardie: dict[str, Guardia] = {}
_seguiti: dict[str, Seguito] = {}


def registra_guardia(evento: str, funzione: Guardia) -> None:
    _guardie[evento] = funzione


def va_spedito(messaggio: Messaggio) -> bool:
    guardia = _guardie.get(messaggio.evento)
    return guardia is None or guardia(messaggio)


def registra_seguito(evento: str, funzione: Seguito) -> None:
    _seguiti[evento] = funzione


def dopo_il_tentativo(messaggio: Messaggio, *, partito: bool) -> None:
    """`partito` False: closed without being sent. A fault here is reported: the letter has already gone."""
    seguito = _seguiti.get(messaggio.evento)
    if seguito is None:
        return
    try:
        with transaction.atomic():
            seguito(messaggio, partito)
    except Exception:
        logger.exception("messaggio %s (%s): il seguito non è riuscito", messaggio.pk, messaggio.evento)
