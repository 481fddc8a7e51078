"""Which objectives of a Patto answer the priorities of the Quadro di analisi."""

from django.db import models

from adi_platform.base_models.tempi import ConTempi
from cases.models import Persona
from patti.models.contenuto import ObiettivoPatto


class PrioritaPatto(ConTempi):
    """A priority item and the objective that answers it.

    By code of the item and subject (`persona` empty: the household), not by row: ratings are written anew,
    the item stays the same from one period to the next.
    """

    obiettivo = models.ForeignKey(
        ObiettivoPatto, on_delete=models.CASCADE, related_name="priorita_del_quadro"
    )
    voce = models.CharField("voce del Quadro", max_length=20)
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "priorità nel Patto"
        verbose_name_plural = "priorità nel Patto"
        ordering = ["obiettivo", "voce", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obiettivo", "voce", "persona"],
                nulls_distinct=False,
                name="priorita_una_volta_per_obiettivo",
            )
        ]

    def __str__(self) -> str:
        return f"{self.voce} → {self.obiettivo}"
