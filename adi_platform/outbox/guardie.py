"""Letters that must not leave any more: asked just before sending, by kind of event.

    registra_guardia("condivisione.avviso", va_ancora_spedito)   # funzione(messaggio) -> bool

A message whose right to leave has ended since it was written is closed without being sent.
"""

from collections.abc import Callable

from adi_platform.outbox.models import Messaggio

Guardia = Callable[[Messaggio], bool]
NON_PIU_DOVUTO = "Non spedito: chi doveva riceverlo non ne ha più diritto."

_guardie: dict[str, Guardia] = {}


def registra_guardia(evento: str, funzione: Guardia) -> None:
    _guardie[evento] = funzione


def va_spedito(messaggio: Messaggio) -> bool:
    guardia = _guardie.get(messaggio.evento)
    return guardia is None or guardia(messaggio)
