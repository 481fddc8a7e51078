from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator

CARATTERE_NON_AMMESSO = (
    "Il testo contiene un carattere che non si può salvare: cancellalo e scrivilo di nuovo."
)


class UiConfig(AppConfig):
    name = "adi_platform.ui"
    label = "ui"
    verbose_name = "Componenti"

    def ready(self) -> None:
        """The sentence of the framework speaks of «null»: here it says what to do."""
        ProhibitNullCharactersValidator.message = CARATTERE_NON_AMMESSO
