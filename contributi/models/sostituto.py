"""Who must decide when the office did not in time (L. 241/1990 art. 2 c. 9-bis)."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito, Utente


class TitolareSostitutivo(ConTempi):
    """The substitute official of an Ambito, from `dal` to `al` (both included), by the act `atto`."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="titolari_sostitutivi")
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)
    atto = models.CharField("atto di nomina", max_length=200)

    class Meta:
        verbose_name = "titolare del potere sostitutivo"
        verbose_name_plural = "titolari del potere sostitutivo"
        ordering = ["ambito", "-dal"]
        constraints = [
            models.UniqueConstraint(
                fields=["ambito"], condition=Q(al__isnull=True), name="un_solo_titolare_sostitutivo"
            ),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")),
                name="titolare_sostitutivo_con_date",
                violation_error_message="L'incarico non può finire prima di iniziare.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.utente}, dal {self.dal:%d/%m/%Y}"
