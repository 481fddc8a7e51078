"""A date written by mistake and put right: what was written, why it changed, which terms moved."""

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.models import Utente
from cases.models.caso import CasoAdi
from cases.models.nucleo import Nucleo


class CorrezioneDate(models.Model):
    """One correction of dates from which terms are counted. Never edited.

    `caso` is empty when the dates are of the household and regard all its cases. `date` holds
    `{campo, prima, dopo}` and `termini` `{caso, titolo, prima, dopo}`, with days as ISO text or empty.
    """

    nucleo = models.ForeignKey(Nucleo, on_delete=models.CASCADE, related_name="correzioni")
    caso = models.ForeignKey(
        CasoAdi, on_delete=models.CASCADE, null=True, blank=True, related_name="correzioni"
    )
    oggetto = models.CharField("che cosa", max_length=200)
    date = models.JSONField("date corrette", default=list)
    termini = models.JSONField("termini cambiati", default=list)
    motivo = models.CharField("motivo", max_length=300)
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    corretta_il = models.DateTimeField("corretta il", auto_now_add=True)

    class Meta:
        verbose_name = "correzione di date"
        verbose_name_plural = "correzioni di date"
        ordering = ["-corretta_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(motivo=""),
                name="correzione_con_motivo",
                violation_error_message="Scrivi perché la data cambia.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.oggetto}, {self.corretta_il:%d/%m/%Y}"
