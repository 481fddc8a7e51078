"""`campo__uno_di=[…]`: equality with any of many values, sent as one array.

`__in` writes every value as a constant of its own: with hundreds of names the planner pays more for
reading them than the index for finding them.
"""

from typing import Any

from django.db.models import CharField, Lookup, TextField
from django.db.models.sql.compiler import SQLCompiler


@CharField.register_lookup
@TextField.register_lookup
class UnoDi(Lookup):
    lookup_name = "uno_di"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        return "%s", [list(value)]

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sinistra, parametri = self.process_lhs(compiler, connection)
        destra, valori = self.process_rhs(compiler, connection)
        return f"{sinistra} = ANY({destra})", (*parametri, *valori)
