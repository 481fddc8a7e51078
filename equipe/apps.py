from django.apps import AppConfig


class EquipeConfig(AppConfig):
    name = "equipe"
    verbose_name = "Équipe multidisciplinare"

    def ready(self) -> None:
        from adi_platform.outbox.lavori import registra_esecutore
        from cases.benchmark import registra_misura
        from cases.blocchi import registra_blocco
        from cases.querysets import registra_ambito_visibile
        from equipe import collegamenti
        from equipe.benchmark import misura_equipe
        from equipe.blocchi import blocco_equipe
        from equipe.permissions import casi_delle_equipe
        from equipe.services.piani import LAVORO_PIANO, calcola_piano, piano_da_rifare, piano_fallito

        registra_ambito_visibile(casi_delle_equipe)
        registra_blocco("equipe.equipe", 40, blocco_equipe, "equipe/_blocco.html")
        registra_esecutore(
            LAVORO_PIANO,
            calcola_piano,
            se_fallisce=piano_fallito,
            titolo="Calcolo di un piano delle riunioni",
            se_riprova=piano_da_rifare,
        )
        registra_misura("equipe", misura_equipe)
        collegamenti.collega()
