"""Between transactional tests Django empties the tables; append-only tables refuse it, rightly.

Only here, only for that command, triggers and foreign keys are put aside (the suite's database role may do
it). Deleting the few rows of a test also costs far less than truncating hundreds of empty tables.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations


def _cancella_le_righe(
    self: DatabaseOperations, style: Any, tables: Sequence[str], **opzioni: Any
) -> list[str]:
    cancella = "".join(f"DELETE FROM {self.quote_name(tabella)};" for tabella in tables)  # noqa: S608  names of our own tables
    return [f"SET LOCAL session_replication_role = replica;{cancella}"] if tables else []


def permetti() -> None:
    DatabaseOperations.sql_flush = _cancella_le_righe  # type: ignore[method-assign]  # tests only
