"""Kinds of work and who does them. The owning app registers its executor in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from adi_platform.outbox.models import Lavoro

Esecutore = Callable[[Lavoro], None]


class TipoDiLavoroIgnoto(LookupError):
    """No installed app does this kind of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrazione:
    esegui: Esecutore
    se_fallisce: Esecutore | None
    titolo: str
    se_riprova: Esecutore | None


_ESECUTORI: dict[str, Registrazione] = {}


def registra_esecutore(
    tipo: str,
    funzione: Esecutore,
    *,
    se_fallisce: Esecutore | None = None,
    titolo: str = "Lavoro in secondo piano",
    se_riprova: Esecutore | None = None,
) -> None:
    """Name who does the work of kind `tipo`.

    `funzione` runs in a worker, outside any transaction, and may run more than once: it must be idempotent.
    A DominioError ends the work at once with its message; any other error is tried again later.
    `se_fallisce` is called once, when the work is given up. `se_riprova` puts things back as they were when a
    person asks to try again, in that transaction; a DominioError says why it is too late. `titolo` names the
    kind of work to whoever looks after it, without a word about its content.
    """
    _ESECUTORI[tipo] = Registrazione(
        esegui=funzione, se_fallisce=se_fallisce, titolo=titolo, se_riprova=se_riprova
    )


def esecutore_di(tipo: str) -> Registrazione:
    try:
        return _ESECUTORI[tipo]
    except KeyError as errore:
        raise TipoDiLavoroIgnoto(tipo) from errore
