"""Share and ask in one act: the grant, then the referrals that live inside it."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi
from protocollo.enums import TipoInvio
from protocollo.models import Condivisione
from protocollo.services.condivisioni import DatiCondivisione, concedi
from protocollo.services.estratti import prepara_estratto
from protocollo.services.invii import invia


@dataclass(frozen=True, slots=True, kw_only=True)
class NuovaCondivisione:
    """`tipo` None: nothing is asked."""

    dati: DatiCondivisione
    tipo: TipoInvio | None = None
    richiesta: str = ""


@transaction.atomic
def condividi(
    *, caso: CasoAdi, scelte: NuovaCondivisione, operatore: Utente, al: datetime.date
) -> Condivisione:
    controlla_inizio(scelte, al=al)
    condivisione = concedi(
        caso=caso, dati=scelte.dati, operatore=operatore, al=al, con_avviso=scelte.tipo is None
    )
    if scelte.tipo is not None:
        invia(
            condivisione=condivisione,
            tipo=scelte.tipo,
            persone=list(scelte.dati.persone),
            richiesta=scelte.richiesta,
            operatore=operatore,
            al=al,
        )
    prepara_estratto(condivisione=condivisione, operatore=operatore)
    return condivisione


def controlla_inizio(scelte: NuovaCondivisione, *, al: datetime.date) -> None:
    """A referral starts its clock today: the body must be able to read it today."""
    if scelte.tipo is not None and scelte.dati.dal != al:
        raise DominioError(
            "Con una richiesta la condivisione inizia oggi: l'ente deve poterla leggere.", campo="dal"
        )
