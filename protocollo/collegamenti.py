"""What this room plugs into the registries when the application starts."""

from adi_platform.documenti.accesso import registra_regola
from adi_platform.documenti.modelli import registra_modello
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.outbox.guardie import registra_guardia, registra_seguito
from cases.blocchi import registra_blocco
from cases.cronologia import registra_fonte
from cases.popolamento import registra_fase
from cases.scrivania import registra_altra_scrivania, registra_voci
from cases.signals import caso_chiuso
from equipe.services import verbale
from equipe.services.accessi import registra_subentro
from equipe.services.anteprime import registra_anteprima
from equipe.services.posta_inviti import EVENTI as EVENTI_DELLE_RIUNIONI
from equipe.services.posta_inviti import registra_indirizzo
from equipe.signals import inviti_cambiati
from protocollo.blocchi import blocco_condivisioni, eventi_della_rete, voci_della_rete
from protocollo.documents import MODELLO_ESTRATTO, OGGETTO_CONDIVISIONE
from protocollo.permissions import apre_allegato, apre_estratto
from protocollo.popolamento import popola_rete
from protocollo.receivers import gli_inviti_aprono_un_estratto, le_condivisioni_finiscono_con_il_caso
from protocollo.services import avvisi, inviti, lettere_riunioni, passaggi, riunioni
from protocollo.services.quesiti import OGGETTO_QUESITO


def collega() -> None:
    registra_blocco("condivisioni", 70, blocco_condivisioni, "protocollo/_blocco.html")
    registra_fonte("rete", eventi_della_rete)
    registra_voci("rete", voci_della_rete)
    registra_altra_scrivania(Ruolo.REFERENTE_PARTNER, "portale")
    registra_modello(MODELLO_ESTRATTO, template="protocollo/pdf/estratto.html", versione="1")
    registra_regola(OGGETTO_CONDIVISIONE, apre_estratto)
    registra_regola(OGGETTO_QUESITO, apre_allegato)
    registra_guardia(avvisi.EVENTO, avvisi.va_ancora_spedito)
    registra_guardia(avvisi.EVENTO_RITIRO, avvisi.ancora_in_carica)
    registra_guardia(inviti.EVENTO, inviti.invito_ancora_da_spedire)
    registra_seguito(avvisi.EVENTO, avvisi.annota_la_spedizione)
    registra_seguito(inviti.EVENTO, inviti.oscura_la_lettera)
    for evento in EVENTI_DELLE_RIUNIONI:
        registra_seguito(evento, lettere_riunioni.annota_la_lettera)
    registra_guardia(verbale.EVENTO, lettere_riunioni.il_verbale_si_legge_ancora)
    registra_seguito(verbale.EVENTO, lettere_riunioni.annota_la_lettera_del_verbale)
    registra_fase("incontrato", popola_rete)
    registra_indirizzo(riunioni.indirizzo_nel_portale)
    registra_anteprima(riunioni.estratti_previsti)
    registra_subentro(passaggi.indirizzo_del_passaggio)
    inviti_cambiati.connect(
        gli_inviti_aprono_un_estratto, dispatch_uid="protocollo.gli_inviti_aprono_un_estratto"
    )
    caso_chiuso.connect(
        le_condivisioni_finiscono_con_il_caso, dispatch_uid="protocollo.le_condivisioni_finiscono_con_il_caso"
    )
