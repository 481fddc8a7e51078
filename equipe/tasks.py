"""Beat entry points; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from equipe.services import promemoria


@shared_task(ignore_result=True)
def ricorda_le_riunioni() -> None:
    """Every night: the reminders of the meetings to come."""
    promemoria.ricorda_le_riunioni(al=timezone.localdate())
