"""What this floor plugs into the registries of the floors below, once, when the application starts."""

from django.db.models.signals import post_save

from adi_platform.documenti.accesso import registra_regola
from adi_platform.documenti.modelli import registra_modello
from adi_platform.documenti.models import Documento
from adi_platform.outbox.lavori import registra_esecutore
from cases.benchmark import registra_misura
from cases.blocchi import registra_blocco
from cases.cronologia import registra_fonte
from cases.popolamento import registra_fase
from cases.querysets import registra_ambito_visibile
from cases.scrivania import registra_voci
from cases.signals import analisi_finalizzata, caso_assegnato, caso_chiuso
from equipe.blocchi import blocco_equipe, voci_degli_inviti
from equipe.blocchi_incontri import blocco_incontri, eventi_degli_incontri
from equipe.blocchi_quadro import blocco_quadro, eventi_del_quadro, voci_dei_contributi
from equipe.documents.composizione import TIPO_COMPOSIZIONE
from equipe.permissions import apre_composizione, apre_il_verbale, casi_delle_equipe
from equipe.popolamento import popola_equipe
from equipe.popolamento_agenda import popola_agenda
from equipe.popolamento_incontri import popola_incontri
from equipe.receivers import (
    gli_incontri_finiscono_con_il_caso,
    il_responsabile_del_caso_segue_l_assegnazione,
    il_termine_decorre_dall_analisi,
    quando_un_documento_e_pronto,
)
from equipe.services.piani import LAVORO_PIANO, calcola_piano, piano_da_rifare, piano_fallito
from equipe.services.posta_inviti import registra_guardie
from equipe.services.verbale import TIPO_ESTRATTO, TIPO_VERBALE


def collega() -> None:
    registra_ambito_visibile(casi_delle_equipe)
    _sulla_scheda()
    registra_voci("inviti", voci_degli_inviti)
    registra_voci("contributi-quadro", voci_dei_contributi)
    registra_guardie()
    registra_esecutore(
        LAVORO_PIANO,
        calcola_piano,
        se_fallisce=piano_fallito,
        titolo="Calcolo di un piano delle riunioni",
        se_riprova=piano_da_rifare,
    )
    _documenti()
    _segnali()
    registra_fase("analizzato", popola_equipe)
    registra_fase("analizzato", popola_incontri)
    registra_fase("analizzato", popola_agenda)
    registra_misura("equipe", "equipe.benchmark.misura_equipe")


def _sulla_scheda() -> None:
    registra_blocco("equipe.quadro", 35, blocco_quadro, "equipe/quadro/_blocco.html")
    registra_blocco("equipe.equipe", 40, blocco_equipe, "equipe/_blocco.html")
    registra_blocco("equipe.incontri", 45, blocco_incontri, "equipe/incontro/_blocco.html")
    registra_fonte("equipe.incontri", eventi_degli_incontri)
    registra_fonte("equipe.quadro", eventi_del_quadro)


def _documenti() -> None:
    registra_modello(TIPO_COMPOSIZIONE, template="equipe/pdf/composizione.html", versione="1")
    registra_modello(TIPO_VERBALE, template="equipe/pdf/verbale.html", versione="1")
    registra_modello(TIPO_ESTRATTO, template="equipe/pdf/verbale.html", versione="1")
    registra_regola(TIPO_COMPOSIZIONE, apre_composizione)
    registra_regola(TIPO_VERBALE, apre_il_verbale)
    registra_regola(TIPO_ESTRATTO, apre_il_verbale)


def _segnali() -> None:
    post_save.connect(quando_un_documento_e_pronto, sender=Documento, dispatch_uid="equipe.registra_verbale")
    for segnale, ricevitore in (
        (analisi_finalizzata, il_termine_decorre_dall_analisi),
        (caso_assegnato, il_responsabile_del_caso_segue_l_assegnazione),
        (caso_chiuso, gli_incontri_finiscono_con_il_caso),
    ):
        segnale.connect(ricevitore, dispatch_uid=f"equipe.{ricevitore.__name__}")
