from django.apps import AppConfig


class EquipeConfig(AppConfig):
    name = "equipe"
    verbose_name = "Équipe multidisciplinare"

    def ready(self) -> None:
        from equipe.collegamenti import collega

        collega()
