"""Entry points of the worker: ids only, safe to run twice."""

from celery import shared_task
from django.conf import settings
from django.core.mail import get_connection

from adi_platform.outbox.services import esegui, spedisci
from adi_platform.outbox.services import ripassa as ripasso


@shared_task
def esegui_lavoro(lavoro_id: int) -> None:
    esegui.esegui(lavoro_id=lavoro_id)


@shared_task
def spedisci_messaggi() -> None:
    spedisci.spedisci(posta=get_connection())


@shared_task
def ripassa() -> None:
    ripasso.ripassa(scade_tra=settings.OUTBOX_SECONDI_DI_RIPASSO)
