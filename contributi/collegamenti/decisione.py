from adi_platform.documenti.accesso import registra_regola
from adi_platform.documenti.modelli import registra_modello
from adi_platform.repertorio.services.verifica import registra_verifica
from cases.scrivania import registra_voci
from contributi.blocchi import voci_del_dirigente
from contributi.permissions.provvedimenti import apre_l_atto, apre_l_elenco_deroghe, apre_la_lettera
from contributi.services.adozione import TIPO_ATTO
from contributi.services.comunicazioni import TIPO_LETTERA, TIPO_PROVA
from contributi.services.deroghe import TIPO_ELENCO
from contributi.services.firma_digitale import TIPO_FIRMATO
from contributi.services.preavvisi import TIPO_OSSERVAZIONE, leggi_preavvisi
from contributi.services.pubblicazione import TIPO_OMISSIS
from contributi.services.termine import registra_fonte_preavvisi
from contributi.services.verifica_atti import verifica_atti


def collega() -> None:
    registra_modello(TIPO_ATTO, template="contributi/pdf/atto.html", versione="1")
    registra_modello(TIPO_OMISSIS, template="contributi/pdf/atto.html", versione="1")
    registra_modello(TIPO_LETTERA, template="contributi/pdf/lettera.html", versione="1")
    registra_modello(TIPO_ELENCO, template="contributi/pdf/deroghe.html", versione="1")
    for tipo in (TIPO_ATTO, TIPO_OMISSIS, TIPO_FIRMATO):
        registra_regola(tipo, apre_l_atto)
    for tipo in (TIPO_LETTERA, TIPO_PROVA, TIPO_OSSERVAZIONE):
        registra_regola(tipo, apre_la_lettera)
    registra_regola(TIPO_ELENCO, apre_l_elenco_deroghe)
    registra_fonte_preavvisi(leggi_preavvisi)
    registra_verifica("contributi.atti", verifica_atti)
    registra_voci("contributi.decisione", voci_del_dirigente)
