"""Rows into PostgreSQL with COPY, hundreds of thousands a minute."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone


class Copia:
    """Writes some fields of a model; every other field gets the default that Django would give it."""

    def __init__(self, modello: type[models.Model], *campi: str) -> None:
        self.modello = modello
        scelti = [modello._meta.get_field(nome) for nome in campi]
        self._scelti = scelti
        altri = [c for c in modello._meta.concrete_fields if c not in scelti and not c.primary_key]
        if "id" not in campi and "pk" not in campi and modello._meta.pk in scelti:
            altri = [c for c in altri if c not in scelti]
        self._colonne = [c.column for c in (*scelti, *altri)]  # type: ignore[union-attr]  # concrete fields
        self._costanti = tuple(_predefinito(c) for c in altri)

    def scrivi(self, righe: Iterable[Sequence[Any]]) -> None:
        tabella = connection.ops.quote_name(self.modello._meta.db_table)
        colonne = ", ".join(connection.ops.quote_name(str(c)) for c in self._colonne)
        connection.ensure_connection()
        with (
            connection.connection.cursor() as cursore,
            cursore.copy(f"COPY {tabella} ({colonne}) FROM STDIN") as copia,
        ):
            for riga in righe:
                copia.write_row((*riga, *self._costanti))

    def scrivi_oggetti(self, oggetti: Iterable[models.Model]) -> None:
        """Unsaved instances, with a primary key of their own."""
        self.scrivi(
            [c.get_db_prep_save(getattr(o, c.attname), connection) for c in self._scelti]  # type: ignore[union-attr]
            for o in oggetti
        )


def riserva(modello: type[models.Model], quanti: int) -> int:
    """First of `quanti` consecutive primary keys that nobody else will get."""
    tabella, colonna = modello._meta.db_table, modello._meta.pk.column
    with connection.cursor() as cursore:
        cursore.execute("SELECT nextval(pg_get_serial_sequence(%s, %s))", [f'"{tabella}"', colonna])
        primo: int = cursore.fetchone()[0]
        cursore.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{tabella}"', colonna, primo + quanti]
        )
    return primo


def _predefinito(campo: "models.Field[Any, Any]") -> Any:
    if getattr(campo, "auto_now", False) or getattr(campo, "auto_now_add", False):
        return timezone.now()
    valore = campo.get_default()
    if isinstance(campo, models.JSONField):
        return json.dumps(valore)
    return valore
