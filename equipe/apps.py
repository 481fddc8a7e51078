from django.apps import AppConfig


class EquipeConfig(AppConfig):
    name = "equipe"
    verbose_name = "Équipe multidisciplinare"

    def ready(self) -> None:
        from cases.querysets import registra_ambito_visibile
        from equipe.permissions import casi_delle_equipe

        registra_ambito_visibile(casi_delle_equipe)
