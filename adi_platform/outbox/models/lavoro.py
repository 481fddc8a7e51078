"""Work done in the background, asked for by a row: what is lost by the broker is found again here."""

from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.db import models

from adi_platform.outbox.models.consegna import Consegna, ConsegnaQuerySet


class LavoroPerso(Exception):
    """The lease was lost and another process has taken the work: stop without writing."""


class Avanzamento(Protocol):
    """Writes progress outside the transaction of the executor."""

    def segnala(self, campi: Mapping[str, object]) -> None: ...


class LavoroQuerySet(ConsegnaQuerySet["Lavoro"]):
    """Typed for this model."""


class Lavoro(Consegna):
    """A piece of work of a registered kind, with its progress."""

    tipo = models.CharField("tipo", max_length=80)
    dati = models.JSONField("dati", default=dict, blank=True)
    avviato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="avviato da",
    )
    fatto = models.PositiveIntegerField("fatto", default=0)
    totale = models.PositiveIntegerField("totale", default=0)
    messaggio = models.CharField("messaggio", max_length=300, blank=True)

    # Set by the runner while a worker process holds the lease; absent when called directly.
    battito: Avanzamento | None = None

    objects = LavoroQuerySet.as_manager()

    class Meta(Consegna.Meta):
        verbose_name = "lavoro"
        verbose_name_plural = "lavori"
        indexes = [
            models.Index(
                fields=["disponibile_dal"],
                name="lavoro_da_fare",
                condition=models.Q(stato__in=["in_attesa", "in_corso"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.tipo}: {self.get_stato_display()}"

    @property
    def percentuale(self) -> int | None:
        """0-100, or None while the total is not known."""
        return min(100, self.fatto * 100 // self.totale) if self.totale else None

    def avanza(
        self, *, fatto: int | None = None, totale: int | None = None, messaggio: str | None = None
    ) -> None:
        """Show progress and renew the lease, outside the transaction of the caller.

        Raises LavoroPerso when another process has taken the work over: let it pass through.
        """
        dati = {"fatto": fatto, "totale": totale, "messaggio": messaggio}
        campi = {nome: valore for nome, valore in dati.items() if valore is not None}
        for nome, valore in campi.items():
            setattr(self, nome, valore)
        if self.battito is not None:
            self.battito.segnala(campi)
        elif self.presa is None:
            Lavoro.objects.filter(pk=self.pk).update(**campi)
        elif not self.prolunga_presa(**campi):
            raise LavoroPerso(self.chiave)
