"""A trial of a version of a measure on past requests: what would have changed. Nothing else changes."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito
from adi_platform.outbox.models import Lavoro
from contributi.models.misura import Misura


class Simulazione(ConTempi):
    """`dal` and `al` are the days of the requests looked at, both included.

    `confronto` is the code of the measure whose requests are examined again (usually the same).
    `risultato` holds numbers, outcomes and keys of requests: never names. It is empty until `conclusa_il`.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="simulazioni")
    misura = models.ForeignKey(Misura, on_delete=models.PROTECT, related_name="simulazioni")
    confronto = models.SlugField("misura delle richieste", max_length=60)
    dal = models.DateField("richieste dal")
    al = models.DateField("richieste fino al")
    lavoro = models.ForeignKey(Lavoro, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    conclusa_il = models.DateTimeField("conclusa il", null=True, blank=True)
    risultato = models.JSONField("risultato", default=dict, blank=True)

    class Meta:
        verbose_name = "simulazione di una misura"
        verbose_name_plural = "simulazioni delle misure"
        ordering = ["-creato_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__gte=F("dal")),
                name="simulazione_finisce_dopo_l_inizio",
                violation_error_message="Il periodo non può finire prima di iniziare.",
            )
        ]

    def __str__(self) -> str:
        return f"Simulazione di {self.misura}"
