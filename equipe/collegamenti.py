"""What meetings and Quadro plug into the registries when the application starts."""

from django.db.models.signals import post_save

from adi_platform.documenti.accesso import registra_regola
from adi_platform.documenti.modelli import registra_modello
from adi_platform.documenti.models import Documento
from cases.blocchi import registra_blocco
from cases.cronologia import registra_fonte
from cases.popolamento import registra_fase
from cases.signals import analisi_finalizzata
from equipe.blocchi_incontri import blocco_incontri, eventi_degli_incontri
from equipe.blocchi_quadro import blocco_quadro, eventi_del_quadro
from equipe.permissions import apre_il_verbale
from equipe.popolamento_incontri import popola_incontri
from equipe.receivers import il_termine_decorre_dall_analisi, quando_un_documento_e_pronto
from equipe.services.verbale import TIPO_ESTRATTO, TIPO_VERBALE


def collega() -> None:
    registra_blocco("equipe.incontri", 45, blocco_incontri, "equipe/incontro/_blocco.html")
    registra_fonte("equipe.incontri", eventi_degli_incontri)
    registra_blocco("equipe.quadro", 35, blocco_quadro, "equipe/quadro/_blocco.html")
    registra_fonte("equipe.quadro", eventi_del_quadro)
    registra_modello(TIPO_VERBALE, template="equipe/pdf/verbale.html", versione="1")
    registra_modello(TIPO_ESTRATTO, template="equipe/pdf/verbale.html", versione="1")
    registra_fase("analizzato", popola_incontri)
    registra_regola(TIPO_VERBALE, apre_il_verbale)
    registra_regola(TIPO_ESTRATTO, apre_il_verbale)
    post_save.connect(quando_un_documento_e_pronto, sender=Documento, dispatch_uid="equipe.registra_verbale")
    analisi_finalizzata.connect(
        il_termine_decorre_dall_analisi, dispatch_uid="equipe.il_termine_decorre_dall_analisi"
    )
