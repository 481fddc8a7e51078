"""Beat entry point; safe to run twice."""

from celery import shared_task

from adi_platform.repertorio.services.giornale import chiudi_giornate_mancanti


@shared_task(ignore_result=True)
def registro_giornaliero() -> None:
    """Every night: close the days that are over and still open."""
    chiudi_giornate_mancanti()
