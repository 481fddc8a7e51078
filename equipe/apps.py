from django.apps import AppConfig


class EquipeConfig(AppConfig):
    name = "equipe"
    verbose_name = "Équipe multidisciplinare"

    def ready(self) -> None:
        from cases.blocchi import registra_blocco
        from cases.querysets import registra_ambito_visibile
        from equipe.blocchi import blocco_equipe
        from equipe.permissions import casi_delle_equipe

        registra_ambito_visibile(casi_delle_equipe)
        registra_blocco("equipe.equipe", 40, blocco_equipe, "equipe/_blocco.html")
