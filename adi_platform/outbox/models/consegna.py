"""A row that must have an effect outside: taken under a lease, retried with growing pauses, then buried."""

import datetime
import uuid
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from adi_platform.organizzazione.models import Ambito

PAUSA_INIZIALE = datetime.timedelta(minutes=1)
PAUSA_MASSIMA = datetime.timedelta(hours=6)


def scadenza_presa() -> Any:
    """When a lease taken now ends, as a database expression."""
    return Now() + datetime.timedelta(seconds=settings.OUTBOX_SECONDI_DI_PRESA)


class StatoConsegna(models.TextChoices):
    IN_ATTESA = "in_attesa", "In attesa"
    IN_CORSO = "in_corso", "In corso"
    RIUSCITO = "riuscito", "Riuscito"
    FALLITO = "fallito", "Fallito"
    ARCHIVIATO = "archiviato", "Archiviato"


def pausa(tentativi: int) -> datetime.timedelta:
    """1 minute, 4, 16, 64 minutes... never more than 6 hours."""
    esponente = min(max(tentativi - 1, 0), 10)
    return min(PAUSA_INIZIALE * int(4**esponente), PAUSA_MASSIMA)


M = TypeVar("M", bound="Consegna")


class ConsegnaQuerySet(models.QuerySet[M]):
    def prendibili(self) -> Self:
        """Waiting and due, or left by a process that died. The clock is the database's."""
        return self.filter(
            Q(stato=StatoConsegna.IN_ATTESA, disponibile_dal__lte=Now())
            | Q(stato=StatoConsegna.IN_CORSO, bloccato_fino__lt=Now()),
            tentativi__lt=F("tentativi_massimi"),
        )

    def abbandonati(self) -> Self:
        """Their process died at the last attempt: nobody will report the failure for them."""
        return self.filter(
            stato=StatoConsegna.IN_CORSO, bloccato_fino__lt=Now(), tentativi__gte=F("tentativi_massimi")
        )

    def prendi(self) -> M | None:
        """Take one row under a lease, in a short transaction; None when nothing is there to take."""
        with transaction.atomic():
            riga = self.prendibili().select_for_update(of=("self",), skip_locked=True).first()
            if riga is None:
                return None
            riga.stato = StatoConsegna.IN_CORSO
            riga.tentativi += 1
            riga.presa = uuid.uuid4()
            self.model._default_manager.filter(pk=riga.pk).update(
                stato=riga.stato, tentativi=riga.tentativi, presa=riga.presa, bloccato_fino=scadenza_presa()
            )
            return riga


class Consegna(models.Model):
    """Fields shared by messages and work. `presa` names the attempt: an older one can no longer write."""

    chiave = models.CharField("chiave", max_length=200, unique=True)
    ambito = models.ForeignKey(
        Ambito, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Ambito"
    )
    stato = models.CharField("stato", max_length=10, choices=StatoConsegna, default=StatoConsegna.IN_ATTESA)
    tentativi = models.PositiveSmallIntegerField("tentativi", default=0)
    tentativi_massimi = models.PositiveSmallIntegerField("tentativi massimi", default=6)
    creato_il = models.DateTimeField("creato il", auto_now_add=True)
    disponibile_dal = models.DateTimeField("disponibile dal", db_default=Now())
    bloccato_fino = models.DateTimeField("preso fino al", null=True, blank=True)
    presa = models.UUIDField("presa", null=True, blank=True)
    concluso_il = models.DateTimeField("concluso il", null=True, blank=True)
    ultimo_errore = models.CharField("ultimo errore", max_length=500, blank=True)
    # Given up by a person: nobody will try again, and here is why.
    archiviato_il = models.DateTimeField("archiviato il", null=True, blank=True)
    archiviato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motivo_archiviazione = models.CharField("perché è archiviato", max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["disponibile_dal", "pk"]

    @property
    def concluso(self) -> bool:
        return self.stato in {StatoConsegna.RIUSCITO, StatoConsegna.FALLITO, StatoConsegna.ARCHIVIATO}

    def prolunga_presa(self, **campi: Any) -> bool:
        """Renew the lease, with other fields if given; False when another process has the row."""
        return bool(self._mia().update(bloccato_fino=scadenza_presa(), **campi))

    def riesce(self) -> bool:
        """Mark as done; False when the lease was lost and another process answers for the row."""
        return self._chiude(StatoConsegna.RIUSCITO, concluso_il=Now(), ultimo_errore="")

    def fallisce(self, errore: str, *, definitivo: bool = False, **campi: Any) -> bool:
        """Note the error: a new attempt after a pause, or the end when it is final or the last one."""
        if definitivo or self.tentativi >= self.tentativi_massimi:
            return self._chiude(
                StatoConsegna.FALLITO, concluso_il=Now(), ultimo_errore=_accorcia(errore), **campi
            )
        return self._chiude(
            StatoConsegna.IN_ATTESA,
            disponibile_dal=Now() + pausa(self.tentativi),
            ultimo_errore=_accorcia(errore),
        )

    def non_serve(self, motivo: str) -> bool:
        """Close without doing it: nothing went wrong and nobody has to decide."""
        return self._chiude(
            StatoConsegna.ARCHIVIATO, concluso_il=Now(), archiviato_il=Now(), motivo_archiviazione=motivo
        )

    def _mia(self) -> "models.QuerySet[Consegna]":
        return type(self)._default_manager.filter(pk=self.pk, stato=StatoConsegna.IN_CORSO, presa=self.presa)

    def _chiude(self, stato: StatoConsegna, **campi: Any) -> bool:
        mia = bool(self._mia().update(stato=stato, bloccato_fino=None, **campi))
        if mia:
            self.refresh_from_db()
        return mia


def _accorcia(errore: str) -> str:
    return errore.replace("\x00", "")[:500]
