"""Beat entry points of the network; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from protocollo.services.inviti import oscura_inviti_scaduti
from protocollo.services.quesiti import chiudi_scaduti
from protocollo.services.revoche import chiudi_senza_accesso
from protocollo.services.token import dimentica_richieste


@shared_task(ignore_result=True)
def chiudi_senza_condivisione() -> None:
    """Every night: a question or a referral whose grant is over can no longer be answered."""
    oggi = timezone.localdate()
    chiudi_scaduti(al=oggi)
    chiudi_senza_accesso(al=oggi)


@shared_task(ignore_result=True)
def dimentica() -> None:
    """Every night: the links of the invitations that are over, the old requests of the programs."""
    adesso = timezone.now()
    oscura_inviti_scaduti(adesso=adesso)
    dimentica_richieste(adesso=adesso)
