"""What people add to the istruttoria: sections reviewed, outcomes corrected with a written reason."""

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.models import Utente
from contributi.models.richiesta import Richiesta


class SpuntaIstruttoria(models.Model):
    """A section that somebody has reviewed. `impronta` is that of what they saw: if it changes the tick falls."""

    richiesta = models.ForeignKey(Richiesta, on_delete=models.CASCADE, related_name="spunte")
    sezione = models.CharField("parte", max_length=20)
    impronta = models.CharField("impronta di ciò che si è visto", max_length=64)
    rivista_da = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    rivista_il = models.DateTimeField("rivista il", auto_now=True)

    class Meta:
        verbose_name = "parte rivista dell'istruttoria"
        verbose_name_plural = "parti riviste dell'istruttoria"
        ordering = ["richiesta", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["richiesta", "sezione"], name="una_spunta_per_parte"),
        ]

    def __str__(self) -> str:
        return self.sezione


class CorrezioneIstruttoria(models.Model):
    """The outcome of one line, overcome by a person who says why. Never edited: it is withdrawn, or made again.

    It holds for that line as it was calculated (`impronta`): if the facts change, it falls.
    """

    richiesta = models.ForeignKey(Richiesta, on_delete=models.CASCADE, related_name="correzioni")
    codice = models.CharField("requisito", max_length=60)
    motivo_calcolato = models.CharField("motivo calcolato", max_length=60)
    esito_calcolato = models.CharField("esito calcolato", max_length=20)
    impronta = models.CharField("impronta della riga", max_length=64)
    motivazione = models.TextField("perché si supera")
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    scritta_il = models.DateTimeField("scritta il", auto_now_add=True)
    ritirata_il = models.DateTimeField("ritirata il", null=True, blank=True)

    class Meta:
        verbose_name = "correzione dell'istruttoria"
        verbose_name_plural = "correzioni dell'istruttoria"
        ordering = ["richiesta", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["richiesta", "codice", "motivo_calcolato"],
                condition=Q(ritirata_il__isnull=True),
                name="una_correzione_per_riga",
            ),
            models.CheckConstraint(
                condition=~Q(motivazione=""),
                name="correzione_con_motivazione",
                violation_error_message="Scrivi perché.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codice}: {self.motivazione}"
