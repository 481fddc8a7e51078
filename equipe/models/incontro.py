"""The meeting of the professionals on one household: the household beside a meeting of any body."""

from django.db import models

from adi_platform.base_models.tempi import ConTempi
from adi_platform.riunioni.models import Riunione
from cases.models import CasoAdi


class IncontroEquipe(ConTempi):
    """Which household a meeting is about. Day, place, people, agenda and decisions stand in `riunione`."""

    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="incontri_equipe")
    riunione = models.OneToOneField(Riunione, on_delete=models.PROTECT, related_name="incontro_equipe")

    class Meta:
        verbose_name = "incontro d'équipe"
        verbose_name_plural = "incontri d'équipe"
        ordering = ["-riunione__inizio", "-pk"]

    def __str__(self) -> str:
        return f"{self.riunione} · {self.caso.nucleo}"
