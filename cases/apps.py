from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Casi e nuclei"

    def ready(self) -> None:
        from cases.collegamenti import collega_caso

        collega_caso()
