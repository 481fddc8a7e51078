from adi_platform.documenti.accesso import registra_regola
from cases.blocchi import registra_blocco
from cases.cronologia import registra_fonte
from cases.popolamento import registra_fase
from contributi.blocchi_richieste import blocco_contributi, eventi_contributi, misure_per_il_pai
from contributi.permissions.commissione import apre_in_commissione
from contributi.permissions.richieste import apre_documento_della_richiesta
from contributi.popolamento.richieste import popola_contributi
from contributi.services.documenti_richiesti import TIPO_OGGETTO
from contributi.services.rinvii import rinvii_delle_richieste
from contributi.services.termine import registra_fonte_rinvii
from patti.misure import registra_elenco_misure


def collega() -> None:
    registra_regola(
        TIPO_OGGETTO,
        lambda perimetro, documento: (
            apre_documento_della_richiesta(perimetro, documento) or apre_in_commissione(perimetro, documento)
        ),
    )
    registra_blocco("contributi", 60, blocco_contributi, "contributi/richieste/_blocco.html")
    registra_fonte("contributi", eventi_contributi)
    registra_elenco_misure(misure_per_il_pai)
    registra_fonte_rinvii(rinvii_delle_richieste)
    registra_fase("incontrato", popola_contributi)
