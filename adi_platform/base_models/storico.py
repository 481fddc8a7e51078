"""The only place where rows of aggregates with history are written in bulk, and where history may be changed.

Elsewhere `.update()` and `bulk_*` on models with `history` are banned: they would leave no trace.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models
from simple_history.utils import bulk_create_with_history

M = TypeVar("M", bound=models.Model)

PER_VOLTA = 500
LUNGHEZZA_MOTIVO = 100


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
