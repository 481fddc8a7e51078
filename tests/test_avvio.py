"""The house stands: migrations agree with the models, the cast can be created."""

from django.core.management import call_command

from tests.people import Cast


def test_le_migrazioni_sono_allineate_ai_modelli(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_il_cast_ha_due_ambiti_che_non_si_vedono(cast: Cast) -> None:
    assert cast.anna_verdi.incarichi.get().ambito != cast.olga_altrove.incarichi.get().ambito
