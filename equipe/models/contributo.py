"""What a person of another body writes for the Quadro, and what the office made of it."""

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.models import Ente, Utente
from equipe.models.quadro import Quadro, Valutazione, VoceGuardata
from equipe.querysets import ContributoQuerySet


class ContributoQuadro(VoceGuardata):
    """It is not a rating: it becomes one when the office takes it in. `ente` is the body on that day."""

    quadro = models.ForeignKey(Quadro, on_delete=models.PROTECT, related_name="contributi")
    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="+", verbose_name="ente")

    objects = ContributoQuerySet.as_manager()

    class Meta:
        verbose_name = "contributo al Quadro"
        verbose_name_plural = "contributi al Quadro"
        ordering = ["quadro", "pk"]
        indexes = [models.Index(fields=["quadro", "voce", "persona"], name="contributo_di_una_voce")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valore__isnull=False, fuori_scala="") & ~Q(evidenza="") & ~Q(fonte="")
                | (Q(valore__isnull=True) & ~Q(fuori_scala="")),
                name="contributo_in_scala_con_evidenza",
                violation_error_message="Ogni valutazione ha una frase che la motiva e la sua fonte.",
            ),
        ]


class EsitoContributo(models.Model):
    """Taken in, with the rating that came of it, or not, with the reason: its author reads it."""

    contributo = models.OneToOneField(ContributoQuadro, on_delete=models.PROTECT, related_name="esito")
    valutazione = models.OneToOneField(
        Valutazione, on_delete=models.PROTECT, null=True, blank=True, related_name="da_contributo"
    )
    motivo = models.CharField("perché non è accolto", max_length=300, blank=True)
    deciso_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="+", verbose_name="deciso da"
    )
    deciso_il = models.DateTimeField("deciso il", auto_now_add=True)

    class Meta:
        verbose_name = "esito di un contributo al Quadro"
        verbose_name_plural = "esiti dei contributi al Quadro"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valutazione__isnull=False, motivo="")
                | (Q(valutazione__isnull=True) & ~Q(motivo="")),
                name="contributo_accolto_o_con_il_motivo",
                violation_error_message="Scrivi perché non lo accogli.",
            ),
        ]

    def __str__(self) -> str:
        return "Non accolto" if self.motivo else "Accolto"
