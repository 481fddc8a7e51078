"""History of the aggregates, and the only place where their rows are written in bulk or their past changed.

Elsewhere `.update()` and `bulk_*` on models with `history` are banned: they would leave no trace.
"""

import functools
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history

M = TypeVar("M", bound=models.Model)

PER_VOLTA = 500
LUNGHEZZA_MOTIVO = 100


@functools.cache
def _gestore(righe: type[models.QuerySet[Any]]) -> Any:
    return HistoryManager.from_queryset(righe)


class _GestoreDelloStorico(HistoryManager):  # type: ignore[misc]  # the library has no types
    """The library composes a new manager class at each access to `history`: a seventh of the cost of a save."""

    @classmethod
    def from_queryset(cls, righe: type[models.QuerySet[Any]]) -> Any:
        return _gestore(righe)


class Storico(HistoricalRecords):  # type: ignore[misc]
    """Every version of a row, with who, when and why (django-simple-history)."""

    def __init__(self, **opzioni: Any) -> None:
        super().__init__(history_manager=_GestoreDelloStorico, **opzioni)


def crea_con_storico(modello: type[M], oggetti: Sequence[M], *, motivo: str, operatore: Any) -> list[M]:
    """Insert many new rows together with their first version, in the transaction of the caller.

    `save()` of the model is not called: whoever builds the objects fills what it would fill.
    """
    if not oggetti:
        return []
    creati: list[M] = bulk_create_with_history(
        list(oggetti),
        modello,
        batch_size=PER_VOLTA,
        default_user=operatore,
        default_change_reason=motivo[:LUNGHEZZA_MOTIVO],
    )
    return creati


def ripulisci_storia(oggetto: models.Model, **valori: Any) -> int:
    """Overwrite fields in every past version of an object; the versions themselves stay. How many rows."""
    storia: models.QuerySet[models.Model] = oggetto.history.all()  # type: ignore[attr-defined]
    return storia.update(**valori)
