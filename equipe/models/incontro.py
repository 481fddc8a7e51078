"""The meeting of the professionals on one household: the household beside a meeting of any body."""

from django.db import models

from adi_platform.base_models.tempi import ConTempi
from adi_platform.riunioni.models import Riunione
from cases.models import CasoAdi, Persona


class IncontroEquipe(ConTempi):
    """Which household a meeting is about. Day, place, people, agenda and decisions stand in `riunione`.

    `motivo` is a code of the neutral words of `riunioni_equipe.yaml`: other bodies read it. `persone` are those
    that the meeting is about; none means the whole household. `famiglia_presente` are those of the household who
    took part.
    """

    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="incontri_equipe")
    riunione = models.OneToOneField(Riunione, on_delete=models.PROTECT, related_name="incontro_equipe")
    motivo = models.CharField("perché ci si trova", max_length=20, blank=True)
    persone = models.ManyToManyField(Persona, blank=True, related_name="+", verbose_name="di chi si parla")
    famiglia_presente = models.ManyToManyField(
        Persona, blank=True, related_name="+", verbose_name="chi c'era della famiglia"
    )

    class Meta:
        verbose_name = "incontro d'équipe"
        verbose_name_plural = "incontri d'équipe"
        ordering = ["-riunione__inizio", "-pk"]

    def __str__(self) -> str:
        return f"{self.riunione} · {self.caso.nucleo}"
