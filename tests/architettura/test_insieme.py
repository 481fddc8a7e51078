"""Migrations that render the models once per run of operations make what Django would make one by one."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import connection, migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

from adi_platform.base_models.insieme import Insieme

VISTI: list[list[str]] = []


def _guarda(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What a data migration sees is the state up to here, not what comes after it."""
    VISTI.append(sorted(campo.name for campo in apps.get_model("documenti", "Provino")._meta.get_fields()))


OPERAZIONI = [
    migrations.CreateModel("Provino", [("id", models.BigAutoField(primary_key=True)), ("n", models.IntegerField())]),
    migrations.CreateModel(
        "Provetto",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("provino", models.ForeignKey("documenti.provino", models.CASCADE)),
        ],
    ),
    migrations.AddField("Provino", "gemello", models.ForeignKey("documenti.provetto", models.SET_NULL, null=True)),
    migrations.AddField("Provetto", "testo", models.CharField(max_length=20, default="")),
    migrations.RunPython(_guarda, migrations.RunPython.noop),
    migrations.AddConstraint("Provino", models.CheckConstraint(condition=models.Q(n__gte=0), name="provino_n")),
    migrations.AddConstraint("Provetto", models.UniqueConstraint(fields=["testo"], name="provetto_testo")),
    migrations.AddIndex("Provetto", models.Index(fields=["testo"], name="provetto_i")),
    migrations.AlterField("Provino", "n", models.BigIntegerField()),
    migrations.AlterField("Provino", "n", models.BigIntegerField(null=True)),
    migrations.RemoveConstraint("Provino", "provino_n"),
]  # fmt: skip


def _applica(classe: type[migrations.Migration]) -> tuple[list[tuple[str, ...]], list[list[str]]]:
    migrazione = classe("0001_prova", "documenti")
    migrazione.operations = OPERAZIONI
    VISTI.clear()
    stato = ProjectState()
    _ = stato.apps  # rendered before, as the executor does
    with connection.schema_editor(atomic=False) as editor:
        finale = migrazione.apply(stato, editor)
        editor.deferred_sql, differite = [], list(editor.deferred_sql)
    assert finale.apps.get_model("documenti", "Provino")._meta.get_field("gemello").is_relation
    with connection.cursor() as cursore:
        for istruzione in differite:
            cursore.execute(str(istruzione))
        cursore.execute(
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
            " WHERE table_name LIKE 'documenti_prov%%' ORDER BY 1, 2"
        )
        fatto = cursore.fetchall()
        cursore.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid::regclass::text LIKE 'documenti_prov%%' ORDER BY 1, 2"
        )
        fatto += cursore.fetchall()
        cursore.execute("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'documenti_prov%%' ORDER BY 1")
        return fatto + cursore.fetchall(), list(VISTI)


@pytest.fixture
def tabelle_disfatte(db: None) -> Iterator[None]:
    yield
    _butta()


def _butta() -> None:
    with connection.cursor() as cursore:
        cursore.execute("DROP TABLE IF EXISTS documenti_provino, documenti_provetto CASCADE")


@pytest.mark.usefixtures("tabelle_disfatte")
def test_le_tabelle_sono_quelle_che_farebbe_django() -> None:
    insieme = _applica(Insieme)
    _butta()
    assert insieme == _applica(migrations.Migration)
    assert insieme[1] == [["gemello", "id", "n", "provetto"]]
