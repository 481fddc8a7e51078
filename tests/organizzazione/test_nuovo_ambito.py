"""The first step of a real installation: an Ambito and who opens accounts to the others."""

import pytest
from django.core.management import CommandError, call_command

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Utente

pytestmark = pytest.mark.django_db


def crea(codice: str = "valle-esempio", email: str = "tecnico@valle.invalid") -> None:
    call_command(
        *("nuovo_ambito", codice, "--nome", "Ambito Valle di Esempio", "--nome-breve", "Valle"),
        *("--capofila", "Comune di Valle", "--email", email, "--persona", "Ada", "Tecnica"),
        verbosity=0,
    )


def test_il_primo_amministratore_non_ha_parola_d_ordine_e_ha_un_solo_incarico() -> None:
    crea()
    utente = Utente.objects.get(email="tecnico@valle.invalid")
    incarico = utente.incarichi.get()
    assert not utente.has_usable_password()
    assert (incarico.ruolo, incarico.ambito.codice) == (Ruolo.AMMINISTRATORE_TECNICO, "valle-esempio")


@pytest.mark.parametrize(
    ("codice", "email"),
    [
        ("valle-esempio", "altro@valle.invalid"),
        ("altra", "tecnico@valle.invalid"),
        ("a b", "x@valle.invalid"),
        ("altra", "non-posta"),
    ],
)
def test_cio_che_non_va_si_dice_e_non_lascia_niente(codice: str, email: str) -> None:
    crea()
    with pytest.raises(CommandError):
        crea(codice, email)
    assert (Ambito.objects.count(), Utente.objects.count()) == (1, 1)
