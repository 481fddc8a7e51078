from django.db.models.signals import post_save

from adi_platform.documenti.accesso import registra_regola
from adi_platform.documenti.modelli import registra_modello
from adi_platform.documenti.models import Documento
from adi_platform.outbox.lavori import registra_esecutore
from adi_platform.repertorio.services.verifica import registra_verifica
from cases.scrivania import registra_voci
from contributi.blocchi import voci_della_commissione
from contributi.permissions.commissione import apre_il_verbale
from contributi.receivers import quando_un_documento_e_pronto
from contributi.services import andamento_sedute as andamento
from contributi.services.chiusura import esegui_chiusura
from contributi.services.verbale import TIPO_VERBALE
from contributi.services.verifica_commissione import verifica_commissioni
from contributi.services.voto import LAVORO_CHIUSURA


def collega() -> None:
    registra_modello(TIPO_VERBALE, template="contributi/pdf/verbale.html", versione="1")
    registra_regola(TIPO_VERBALE, apre_il_verbale)
    registra_esecutore(andamento.LAVORO_APERTURA, andamento.esegui_apertura, titolo="Apertura di una seduta")
    registra_esecutore(
        andamento.LAVORO_PROMEMORIA, andamento.esegui_promemoria, titolo="Promemoria di una seduta"
    )
    registra_esecutore(LAVORO_CHIUSURA, esegui_chiusura, titolo="Chiusura di una votazione")
    registra_verifica("contributi", verifica_commissioni)
    registra_voci("contributi.commissione", voci_della_commissione)
    post_save.connect(
        quando_un_documento_e_pronto, sender=Documento, dispatch_uid="contributi.registra_verbale"
    )
