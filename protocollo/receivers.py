"""What happens on this floor when something happens below."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi
from equipe.models import IncontroEquipe
from protocollo.models import Condivisione, Invio
from protocollo.services.revoche import revoca
from protocollo.services.riunioni import allinea

CASO_CHIUSO = "Il caso è stato chiuso."


def le_condivisioni_finiscono_con_il_caso(sender: Any, caso: CasoAdi, operatore: Utente, **_: Any) -> None:
    """In the transaction of the closing: a case opened again is shared with nobody, and asks nothing."""
    oggi = timezone.localdate()
    aperti = Invio.objects.aperti().filter(condivisione=OuterRef("pk"))
    in_piedi = Q(al__gte=oggi) | Exists(aperti)
    for condivisione in Condivisione.objects.filter(in_piedi, caso=caso, revocata_il__isnull=True):
        revoca(
            condivisione=condivisione,
            motivo=CASO_CHIUSO,
            operatore=operatore,
            adesso=timezone.now(),
            al=oggi,
        )


def gli_inviti_aprono_un_estratto(
    sender: Any, incontro: IncontroEquipe, operatore: Utente, aperti: Collection[int] = (), **_: Any
) -> None:
    """In the transaction of the act: whoever is called reads their extract, whoever no longer is does not."""
    allinea(incontro=incontro, operatore=operatore, aperti=aperti)
