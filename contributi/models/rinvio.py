"""A send-back of the commission to the social worker: a pause of the term (art. 18, art. 5 c. 10)."""

from django.db import models
from django.db.models import F, Q

from contributi.models.richiesta import Richiesta
from contributi.models.seduta import VoceSeduta


class RinvioCommissione(models.Model):
    """`il`: day of the decision. The pause ends with the documents, the resumption or its ceiling (A4)."""

    richiesta = models.ForeignKey(Richiesta, on_delete=models.PROTECT, related_name="rinvii")
    voce = models.OneToOneField(
        VoceSeduta, on_delete=models.PROTECT, null=True, blank=True, related_name="rinvio"
    )
    il = models.DateField("deciso il")
    motivo = models.TextField("che cosa manca")
    documenti_il = models.DateField("documenti arrivati il", null=True, blank=True)
    ripreso_il = models.DateField("ripresa decisa il", null=True, blank=True)
    annullato_il = models.DateField("annullato il", null=True, blank=True)

    class Meta:
        verbose_name = "rinvio della commissione"
        verbose_name_plural = "rinvii della commissione"
        ordering = ["richiesta", "il", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(documenti_il__isnull=True) | Q(documenti_il__gte=F("il")),
                name="rinvio_documenti_dopo",
                violation_error_message="I documenti arrivano dopo il rinvio.",
            ),
            models.CheckConstraint(
                condition=Q(ripreso_il__isnull=True) | Q(ripreso_il__gte=F("il")),
                name="rinvio_ripresa_dopo",
                violation_error_message="La ripresa viene dopo il rinvio.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rinvio del {self.il:%d/%m/%Y}"
