from django.apps import AppConfig


class EquipeConfig(AppConfig):
    name = "equipe"
    verbose_name = "Équipe multidisciplinare"

    def ready(self) -> None:
        from adi_platform.documenti.accesso import registra_regola
        from adi_platform.documenti.modelli import registra_modello
        from adi_platform.outbox.lavori import registra_esecutore
        from cases.benchmark import registra_misura
        from cases.blocchi import registra_blocco
        from cases.popolamento import registra_fase
        from cases.querysets import registra_ambito_visibile
        from cases.scrivania import registra_voci
        from cases.signals import caso_assegnato, caso_chiuso
        from equipe.benchmark import misura_equipe
        from equipe.blocchi import blocco_equipe, voci_degli_inviti
        from equipe.documents import TIPO_COMPOSIZIONE
        from equipe.permissions import apre_composizione, casi_delle_equipe
        from equipe.popolamento import popola_equipe
        from equipe.receivers import (
            gli_incontri_finiscono_con_il_caso,
            il_responsabile_del_caso_segue_l_assegnazione,
        )
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
        registra_modello(TIPO_COMPOSIZIONE, template="equipe/pdf/composizione.html", versione="1")
        registra_regola(TIPO_COMPOSIZIONE, apre_composizione)
        registra_fase("analizzato", popola_equipe)
        caso_assegnato.connect(
            il_responsabile_del_caso_segue_l_assegnazione,
            dispatch_uid="equipe.il_responsabile_del_caso_segue_l_assegnazione",
        )
        caso_chiuso.connect(
            gli_incontri_finiscono_con_il_caso, dispatch_uid="equipe.gli_incontri_finiscono_con_il_caso"
        )
