"""What this room plugs into the registries when the application starts."""

from adi_platform.documenti.accesso import registra_regola
from adi_platform.documenti.modelli import registra_modello
from adi_platform.registro_accessi.services.anomalie import registra_fonte_cognomi
from cases import fonti
from cases.blocchi import registra_blocco
from cases.cronologia import registra_fonte
from cases.permissions_documenti import (
    TIPO_CONVOCAZIONE,
    TIPO_OGGETTO,
    apre_convocazione,
    apre_documento_del_caso,
)
from cases.services.cognomi import cognomi_dei_casi
from cases.views.documenti import blocco_documenti

# After analysis, team and Patto.
ORDINE_DOCUMENTI = 90


def collega_caso() -> None:
    """Who opens the files of a case, whose surnames are in it, its block of papers, its timeline."""
    registra_regola(TIPO_OGGETTO, apre_documento_del_caso)
    registra_modello(TIPO_CONVOCAZIONE, template="cases/pdf/convocazione.html", versione="1")
    registra_regola(TIPO_CONVOCAZIONE, apre_convocazione)
    registra_fonte_cognomi(cognomi_dei_casi)
    registra_blocco("documenti", ORDINE_DOCUMENTI, blocco_documenti, "cases/caso/_documenti.html")
    for codice, fonte in (
        ("incontri", fonti.incontri),
        ("convocazioni", fonti.convocazioni),
        ("passaggi", fonti.passaggi),
        ("consegne", fonti.consegne),
        ("obblighi", fonti.obblighi),
        ("correzioni", fonti.correzioni),
        ("note", fonti.note),
    ):
        registra_fonte(codice, fonte)
