"""An urgent grant told to the commission: it did not vote on it, it takes note of it at its next session."""

from django.db import models

from contributi.models.provvedimento import Provvedimento
from contributi.models.seduta import Seduta


class PresaDAtto(models.Model):
    """Written when the agenda is sent; it goes into the minutes. A cancelled session leaves it to the next one."""

    seduta = models.ForeignKey(Seduta, on_delete=models.PROTECT, related_name="prese_d_atto")
    provvedimento = models.OneToOneField(Provvedimento, on_delete=models.PROTECT, related_name="presa_d_atto")
    scritta_il = models.DateTimeField("scritta il", auto_now_add=True)

    class Meta:
        verbose_name = "presa d'atto"
        verbose_name_plural = "prese d'atto"
        ordering = ["seduta", "pk"]

    def __str__(self) -> str:
        return f"Presa d'atto - {self.provvedimento}"
