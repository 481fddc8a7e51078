from django.apps import AppConfig


class EquipeConfig(AppConfig):
    name = "equipe"
    verbose_name = "Équipe multidisciplinare"

    def ready(self) -> None:
        from adi_platform.outbox.lavori import registra_esecutore
        from cases.benchmark import registra_misura
        from cases.blocchi import registra_blocco
        from cases.querysets import registra_ambito_visibile
        from cases.scrivania import registra_voci
        from cases.signals import caso_chiuso
        from equipe import collegamenti
        from equipe.benchmark import misura_equipe
        from equipe.blocchi import blocco_equipe, voci_degli_inviti
        from equipe.permissions import casi_delle_equipe
        from equipe.receivers import gli_incontri_finiscono_con_il_caso
        from equipe.services.piani import LAVORO_PIANO, calcola_piano, piano_da_rifare, piano_fallito
        from equipe.services.posta_inviti import registra_guardie

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
        registra_voci("inviti", voci_degli_inviti)
        registra_guardie()
        caso_chiuso.connect(
            gli_incontri_finiscono_con_il_caso, dispatch_uid="equipe.gli_incontri_finiscono_con_il_caso"
        )
        collegamenti.collega()
