"""Beat entry points; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from contributi.services import andamento_sedute, buoni, sostituto


@shared_task(ignore_result=True)
def segui_sedute() -> None:
    """Every few seconds: ask for the openings, reminders and closings that are due."""
    andamento_sedute.segui_sedute()


@shared_task(ignore_result=True)
def sollecita_sostituti() -> None:
    """Every night: an expired term calls who must decide in its place; nothing is ever granted."""
    sostituto.sollecita_sostituti(al=timezone.localdate())


@shared_task(ignore_result=True)
def chiudi_buoni_scaduti() -> None:
    """Every night: what was not spent of a voucher past its day goes back to its fund, once."""
    buoni.chiudi_i_buoni_scaduti(al=timezone.localdate())
