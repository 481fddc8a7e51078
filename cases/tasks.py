"""Beat entry points of the cases; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from cases.services.controllo_scadenze import controlla_scadenze
from cases.services.importazione.scarto import chiedi_scarto
from cases.services.scorrimento import porta_avanti_gepi, porta_avanti_passi


@shared_task(ignore_result=True)
def verifica_scadenze() -> None:
    """Every night: report the deadlines that are not what the facts give. Corrects nothing."""
    controlla_scadenze(al=timezone.localdate())


@shared_task(ignore_result=True)
def porta_avanti_le_scadenze() -> None:
    """Every night, before the check: what the new day moves, with nobody doing anything."""
    oggi = timezone.localdate()
    porta_avanti_gepi(al=oggi)
    porta_avanti_passi(al=oggi)


@shared_task(ignore_result=True)
def scarta_elenchi() -> None:
    """Every night: ask for the deletion of the lists whose time is over."""
    chiedi_scarto(al=timezone.localdate())
