"""What the social worker reports when a duty of the PAI is not kept (Reg. UTDA art. 8)."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Utente
from contributi.models.provvedimento import Provvedimento
from contributi.models.richiesta import Richiesta


class SegnalazioneImpegni(ConTempi):
    """Facts and proposal of the worker; the act of the Dirigente (`provvedimento`) decides.

    `imputabile` False: the duty was not kept for causes that do not depend on the person.
    """

    richiesta = models.ForeignKey(Richiesta, on_delete=models.PROTECT, related_name="segnalazioni_impegni")
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    fatti = models.TextField("che cosa è accaduto")
    imputabile = models.BooleanField("dipende dalla persona")
    cause = models.TextField("cause che non dipendono dalla persona", blank=True)
    provvedimento = models.ForeignKey(
        Provvedimento, on_delete=models.PROTECT, null=True, blank=True, related_name="segnalazioni_impegni"
    )
    history = Storico()

    class Meta:
        verbose_name = "segnalazione su un impegno"
        verbose_name_plural = "segnalazioni sugli impegni"
        ordering = ["-creato_il", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["richiesta"],
                condition=Q(provvedimento__isnull=True),
                name="una_sola_segnalazione_da_decidere",
                violation_error_message="C'è già una segnalazione da decidere per questo contributo.",
            ),
            models.CheckConstraint(
                condition=Q(imputabile=True) | ~Q(cause=""),
                name="segnalazione_non_imputabile_con_cause",
                violation_error_message="Scrivi le cause che non dipendono dalla persona.",
            ),
        ]

    def __str__(self) -> str:
        return f"Segnalazione del {self.creato_il:%d/%m/%Y}"
