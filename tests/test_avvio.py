"""The house stands: migrations agree with the models, the cast can be created."""

import pytest
from django.core.management import call_command
from django.db import ProgrammingError
from psycopg.errors import UndefinedTable

import manage
from tests.people import Cast


def test_le_migrazioni_sono_allineate_ai_modelli(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_il_cast_ha_due_ambiti_che_non_si_vedono(cast: Cast) -> None:
    assert cast.anna_verdi.incarichi.get().ambito != cast.olga_altrove.incarichi.get().ambito


def test_un_comando_senza_le_tabelle_dice_quale_cartella_indicare(monkeypatch: pytest.MonkeyPatch) -> None:
    """After `script/server --data DIR` the commands look elsewhere: a sentence, not a traceback."""

    def senza_tabelle(_: object) -> None:
        raise ProgrammingError("relation does not exist") from UndefinedTable()

    monkeypatch.setattr("django.core.management.execute_from_command_line", senza_tabelle)
    with pytest.raises(SystemExit, match="ADI_DATA=CARTELLA"):
        manage.main()
