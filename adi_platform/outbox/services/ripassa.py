"""The sweeper: finds what the broker lost and what a killed process left half-way."""

from django.utils import timezone

from adi_platform.outbox.models import Battito, Lavoro, Messaggio
from adi_platform.outbox.services import esegui, spedisci
from adi_platform.outbox.services.accoda import COMPITO_LAVORO, COMPITO_MESSAGGI, pubblica

PER_VOLTA = 50


def segna_battito(nome: str) -> None:
    Battito.objects.update_or_create(nome=nome, defaults={"ultimo_il": timezone.now()})


def ripassa(*, scade_tra: float) -> int:
    """Publish again what is due, oldest first. Published twice it still runs once: the row decides.

    What the workers do not reach before the next round expires in the queue, so it never piles up.
    """
    segna_battito("beat")
    esegui.seppellisci_abbandonati()
    spedisci.seppellisci_abbandonati()
    lavori = list(Lavoro.objects.prendibili().values_list("pk", flat=True)[:PER_VOLTA])
    for pk in lavori:
        pubblica(COMPITO_LAVORO, pk, scade_tra=scade_tra)
    if Messaggio.objects.prendibili().exists():
        pubblica(COMPITO_MESSAGGI, scade_tra=scade_tra)
    return len(lavori)
