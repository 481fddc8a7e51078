"""An account is born with its first role: without one nobody of the Ambito would see it."""

import datetime

from django.db import transaction

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Comune, Ente, UnitaTerritoriale, Utente
from adi_platform.organizzazione.services.conti import apri_accesso
from adi_platform.organizzazione.services.incarichi import aggiungi_incarico


@transaction.atomic
def apri_accesso_con_incarico(
    *,
    email: str,
    nome: str,
    cognome: str,
    codice_fiscale: str,
    ente: Ente | None,
    ambito: Ambito,
    ruolo: Ruolo,
    dal: datetime.date,
    al: datetime.date | None,
    unita: UnitaTerritoriale | None,
    comune: Comune | None,
    operatore: Utente,
) -> Utente:
    utente = apri_accesso(email=email, nome=nome, cognome=cognome, codice_fiscale=codice_fiscale, ente=ente)
    aggiungi_incarico(
        utente=utente,
        ambito=ambito,
        ruolo=ruolo,
        dal=dal,
        al=al,
        unita=unita,
        comune=comune,
        operatore=operatore,
    )
    return utente
