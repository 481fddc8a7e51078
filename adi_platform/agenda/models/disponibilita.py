"""Hours that a person offers for meetings, and days when they are away."""

from django.db import models
from django.db.models import F, Q

from adi_platform.agenda.enums import Dove, GiornoSettimana
from adi_platform.agenda.models.professionista import Professionista
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Sede


class Disponibilita(ConTempi):
    """Hours on a weekday from `dal` on (to `al` included, if any), or on one day (`giorno` empty, `al` = `dal`)."""

    professionista = models.ForeignKey(Professionista, on_delete=models.PROTECT, related_name="disponibilita")
    giorno = models.PositiveSmallIntegerField(
        "giorno della settimana", choices=GiornoSettimana, null=True, blank=True
    )
    dalle = models.TimeField("dalle")
    alle = models.TimeField("alle")
    dove = models.CharField("dove", max_length=10, choices=Dove)
    sede = models.ForeignKey(Sede, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)

    class Meta:
        verbose_name = "disponibilità"
        verbose_name_plural = "disponibilità"
        ordering = ["professionista", F("giorno").asc(nulls_last=True), "dal", "dalle", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(alle__gt=F("dalle")),
                name="disponibilita_finisce_dopo_l_inizio",
                violation_error_message="L'ora di fine viene dopo quella di inizio.",
            ),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")),
                name="disponibilita_dal_prima_di_al",
                violation_error_message="L'ultimo giorno viene dopo il primo.",
            ),
            models.CheckConstraint(
                condition=Q(giorno__isnull=False) | Q(al=F("dal")),
                name="disponibilita_singola_di_un_giorno",
                violation_error_message="Una disponibilità singola vale per un giorno solo.",
            ),
            models.CheckConstraint(
                condition=Q(dove="sede", sede__isnull=False) | (~Q(dove="sede") & Q(sede__isnull=True)),
                name="disponibilita_con_la_sua_sede",
                violation_error_message="Scegli la sede, oppure indica che vieni ovunque o a distanza.",
            ),
        ]

    def __str__(self) -> str:
        quando = self.get_giorno_display() if self.giorno is not None else f"{self.dal:%d/%m/%Y}"
        return f"{quando} {self.dalle:%H:%M}-{self.alle:%H:%M}"

    @property
    def ricorrente(self) -> bool:
        return self.giorno is not None


class Assenza(ConTempi):
    """Days away, both ends included. The reason is nobody's business and is not kept."""

    professionista = models.ForeignKey(Professionista, on_delete=models.PROTECT, related_name="assenze")
    dal = models.DateField("dal")
    al = models.DateField("al")

    class Meta:
        verbose_name = "assenza"
        verbose_name_plural = "assenze"
        ordering = ["professionista", "dal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__gte=F("dal")),
                name="assenza_dal_prima_di_al",
                violation_error_message="L'ultimo giorno viene dopo il primo.",
            ),
        ]

    def __str__(self) -> str:
        return f"dal {self.dal:%d/%m/%Y} al {self.al:%d/%m/%Y}"
