"""Between transactional tests Django empties the tables; append-only tables refuse it, rightly.

Only here, only for that command, their triggers are put aside (the suite's database role may do it).
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

_svuota = DatabaseOperations.execute_sql_flush


def _svuota_anche_i_registri(self: DatabaseOperations, sql_list: Sequence[str]) -> Any:
    return _svuota(self, ["SET LOCAL session_replication_role = replica;", *sql_list] if sql_list else [])


def permetti() -> None:
    DatabaseOperations.execute_sql_flush = _svuota_anche_i_registri  # type: ignore[method-assign]  # tests only
