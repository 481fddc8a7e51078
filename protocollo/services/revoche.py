"""Take a grant back: from the next request nothing opens any more."""

import datetime

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from protocollo.enums import StatoInvio
from protocollo.models import Condivisione, Invio
from protocollo.services.invii import Risposta, muovi_invio
from protocollo.services.quesiti import ritira_con_la_condivisione
from protocollo.transizioni import APERTI


@transaction.atomic
def revoca(
    *,
    condivisione: Condivisione,
    motivo: str,
    operatore: Utente,
    adesso: datetime.datetime,
    al: datetime.date,
) -> Condivisione:
    """Open referrals and questions are closed with the same reason; nobody of the other body is told anything more."""
    blocca(condivisione.caso)
    riga = blocca(condivisione)
    if riga.revocata_il is not None:
        raise DominioError("Questa condivisione è già stata revocata.")
    if not motivo.strip():
        raise DominioError("Scrivi perché revochi la condivisione.", campo="motivo")
    for invio in _aperti_bloccati(riga):
        muovi_invio(
            invio=invio,
            mossa="concludi" if invio.stato == StatoInvio.SOTTOSCRITTO else "ritira",
            risposta=Risposta(motivo=motivo),
            operatore=operatore,
            dal_partner=False,
            al=al,
            con_avviso=False,
        )
    ritira_con_la_condivisione(riga, motivo=motivo, operatore=operatore)
    riga.revocata_il, riga.revocata_da, riga.motivo_revoca = adesso, operatore, motivo.strip()[:300]
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def _aperti_bloccati(condivisione: Condivisione) -> list[Invio]:
    """Locked before choosing the move: an answer may be arriving."""
    righe = Invio.objects.select_for_update(of=("self",)).filter(condivisione=condivisione)
    return [riga for riga in righe.order_by("pk") if riga.stato in APERTI]
