"""Which invitations of people of other bodies wait for the coordinator."""

from collections.abc import Collection

from django.db.models import QuerySet

from protocollo.models import InvitoReferente


def inviti_da_confermare(ambiti: Collection[int]) -> QuerySet[InvitoReferente]:
    """Asked by who looks after a body, waiting for the coordinator of those Ambiti."""
    return InvitoReferente.objects.filter(
        da_confermare=True, usato_il__isnull=True, annullato_il__isnull=True, ente__ambito__in=ambiti
    )
