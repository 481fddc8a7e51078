"""The rows that a key opens: the grants of its body in force today, and what lives inside them."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from protocollo.enums import StatoQuesito, TipoProiezione
from protocollo.models import Condivisione, Invio, Quesito, TokenEnte
from protocollo.permissions import destinatari_in_vigore
from protocollo.querysets import CondivisioneQuerySet

DELLA_CONDIVISIONE = (
    "condivisione__ente",
    "condivisione__servizio",
    "condivisione__caso__ambito",
    "condivisione__caso__case_manager",
)


def condivisioni_dell_ente(token: TokenEnte) -> CondivisioneQuerySet[Condivisione]:
    """Those that somebody of the body may open today. Of a service, of a health body (where a colleague is another
    service) and of a meeting, only what the person in charge of the key was given: no more than their portal.
    """
    oggi = timezone.localdate()
    righe: CondivisioneQuerySet[Condivisione] = Condivisione.objects.in_vigore(oggi)
    righe = righe.filter(ente=token.ente_id, caso__ambito=token.ente.ambito_id)
    qualcuno = destinatari_in_vigore(oggi).filter(condivisione=OuterRef("pk")).order_by()
    di_tutto_l_ente = Q(servizio__isnull=True, incontro__isnull=True) & ~Q(proiezione=TipoProiezione.SALUTE)
    return righe.filter(
        Exists(qualcuno), di_tutto_l_ente | Exists(qualcuno.filter(utente=token.responsabile_id))
    )


def invii_dell_ente(token: TokenEnte) -> QuerySet[Invio]:
    righe = Invio.objects.filter(condivisione__in=condivisioni_dell_ente(token).values("pk"))
    return righe.select_related("persona", "caso__ambito", *DELLA_CONDIVISIONE)


def domande_al_responsabile(token: TokenEnte) -> QuerySet[Quesito]:
    """A question is put to one person: the key reads those of the person who answers for it, no others."""
    righe = Quesito.objects.filter(
        a=token.responsabile_id, condivisione__in=condivisioni_dell_ente(token).values("pk")
    )
    return righe.exclude(stato=StatoQuesito.REVOCATO).select_related(
        "persona", "caso__ambito", *DELLA_CONDIVISIONE
    )
