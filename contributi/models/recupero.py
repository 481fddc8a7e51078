"""Sums paid and not due, to be given back after a revocation or a modification (Reg. UTDA art. 21)."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from contributi.enums import StatoRecupero
from contributi.models.provvedimento import Provvedimento
from contributi.models.richiesta import Richiesta
from contributi.querysets import DellaRichiestaQuerySet


class Recupero(ConTempi):
    """`ricevuto_il`: day on which the person received the act, from which the sum is due."""

    richiesta = models.ForeignKey(Richiesta, on_delete=models.PROTECT, related_name="recuperi")
    provvedimento = models.OneToOneField(Provvedimento, on_delete=models.PROTECT, related_name="recupero")
    importo = models.DecimalField("importo da rendere", max_digits=10, decimal_places=2)
    motivo = models.TextField("perché")
    ricevuto_il = models.DateField("atto ricevuto il")
    stato = models.CharField("stato", max_length=10, choices=StatoRecupero, default=StatoRecupero.APERTO)
    nota = models.CharField("nota", max_length=300, blank=True)
    history = Storico()

    objects = DellaRichiestaQuerySet.as_manager()

    class Meta:
        verbose_name = "recupero"
        verbose_name_plural = "recuperi"
        ordering = ["-creato_il", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(importo__gt=0),
                name="recupero_importo_positivo",
                violation_error_message="Scrivi un importo maggiore di zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"Recupero di {self.importo}"


class RataRecupero(ConTempi):
    """One part to give back, `entro` that day included; `versata_il` when the money arrived."""

    recupero = models.ForeignKey(Recupero, on_delete=models.CASCADE, related_name="rate")
    numero = models.PositiveSmallIntegerField("numero")
    entro = models.DateField("entro")
    importo = models.DecimalField("importo", max_digits=9, decimal_places=2)
    versata_il = models.DateField("versata il", null=True, blank=True)
    ricevuta = models.CharField("numero della ricevuta", max_length=60, blank=True)
    history = Storico()

    class Meta:
        verbose_name = "rata di un recupero"
        verbose_name_plural = "rate dei recuperi"
        ordering = ["recupero", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["recupero", "numero"], name="rata_recupero_numero_unico"),
            models.CheckConstraint(condition=Q(importo__gt=0), name="rata_recupero_importo_positivo"),
            models.CheckConstraint(
                condition=Q(versata_il__isnull=True) | ~Q(ricevuta=""),
                name="rata_recupero_versata_con_ricevuta",
                violation_error_message="Scrivi il numero della ricevuta.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rata {self.numero} di {self.importo}"
