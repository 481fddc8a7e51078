from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Casi e nuclei"

    def ready(self) -> None:
        from cases.benchmark import registra_misura
        from cases.benchmark.ricerca import misura_ricerca

        registra_misura("ricerca", misura_ricerca)
