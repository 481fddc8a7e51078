"""The one letter that asks the person for the papers that are missing: it stops the clock (L. 241/1990 art. 2 c. 7)."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.tempi import ConTempi
from contributi.models.comunicazione import Comunicazione
from contributi.models.richiesta import Richiesta


class DocumentiChiesti(ConTempi):
    """What was asked, by when, and when it came. One for each request: a single, complete letter.

    `codici` are rows of the papers of the request, `altri` are papers in words. The clock stops on the day of
    the letter (`comunicazione.inviata_il`) and runs again with the papers, the resumption or the ceiling.
    """

    richiesta = models.OneToOneField(
        Richiesta, on_delete=models.PROTECT, related_name="documenti_chiesti", verbose_name="richiesta"
    )
    comunicazione = models.OneToOneField(
        Comunicazione, on_delete=models.PROTECT, related_name="documenti_chiesti"
    )
    codici = models.JSONField("documenti dell'elenco", default=list, blank=True)
    altri = models.JSONField("altri documenti", default=list, blank=True)
    entro = models.DateField("da mandare entro")
    arrivati_il = models.DateField("arrivati il", null=True, blank=True)
    ripresa_il = models.DateField("istruttoria ripresa il", null=True, blank=True)

    class Meta:
        verbose_name = "richiesta di documenti"
        verbose_name_plural = "richieste di documenti"
        ordering = ["richiesta"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(codici=[]) | ~Q(altri=[]),
                name="documenti_chiesti_almeno_uno",
                violation_error_message="Indica almeno un documento che manca.",
            ),
            models.CheckConstraint(
                condition=Q(arrivati_il__isnull=True)
                | Q(ripresa_il__isnull=True)
                | Q(ripresa_il__gte=F("arrivati_il")),
                name="documenti_chiesti_arrivano_prima_di_riprendere",
                violation_error_message="I documenti arrivano prima della ripresa.",
            ),
        ]

    def __str__(self) -> str:
        return f"Documenti chiesti - {self.richiesta}"
