"""Beat entry points of the network; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from protocollo.services.inviti import oscura_inviti_scaduti
from protocollo.services.quesiti import chiudi_scaduti


@shared_task(ignore_result=True)
def chiudi_quesiti_scaduti() -> None:
    """Every night: a question whose grant is over can no longer be answered."""
    chiudi_scaduti(al=timezone.localdate())


@shared_task(ignore_result=True)
def oscura_inviti() -> None:
    """Every night: the links of the invitations that are over."""
    oscura_inviti_scaduti(adesso=timezone.now())
