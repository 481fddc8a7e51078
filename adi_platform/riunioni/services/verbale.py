"""The end of the minutes of any body: approved, sent, numbered, in the transaction that stores the file."""

import datetime
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from adi_platform.repertorio.models import Registrazione
from adi_platform.repertorio.services.registra import registra
from adi_platform.riunioni.enums import StatoRiunione
from adi_platform.riunioni.models import Riunione
from adi_platform.riunioni.services.riunioni import muovi_riunione


@transaction.atomic
def registra_verbale(
    *,
    riunione: Riunione,
    documento: Documento,
    registro: str,
    oggetto: str,
    operatore: Utente,
    trasmetti: Callable[[], bool],
) -> tuple[Registrazione, datetime.datetime | None]:
    """Approve if nobody has yet, send, then number: the counter stays locked until the commit.

    `trasmetti` queues the mails and says whether the minutes have been sent. Gives the row of the register
    and the moment of the sending.
    """
    if riunione.stato != StatoRiunione.VERBALE_APPROVATO:
        muovi_riunione(riunione=riunione, mossa="approva_verbale", operatore=operatore)
    trasmesso_il = None
    if trasmetti():
        trasmesso_il = timezone.now()
        muovi_riunione(riunione=riunione, mossa="trasmetti", operatore=operatore)
    registrazione = registra(
        ambito=riunione.ambito,
        registro=registro,
        oggetto=oggetto,
        documento_sha256=documento.sha256,
        operatore=operatore,
    )
    return registrazione, trasmesso_il
