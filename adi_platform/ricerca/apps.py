from django.apps import AppConfig


class RicercaConfig(AppConfig):
    name = "adi_platform.ricerca"
    label = "ricerca"
    verbose_name = "Ricerca"

    def ready(self) -> None:
        from adi_platform.ricerca import lookups  # noqa: F401  registers its lookup
