"""What was written to the citizen, by which channel, and the proof that it arrived."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from adi_platform.repertorio.models import Registrazione
from contributi.enums import CANALI_CON_GIACENZA, CanaleComunicazione
from contributi.models.provvedimento import Provvedimento
from contributi.models.richiesta import Richiesta


class Comunicazione(ConTempi, ConVersione):
    """One letter. The text is frozen when it is sent; only the proof of receipt comes later.

    `avviso_giacenza_il` is the day of the notice left by the post office, from which storage counts.
    """

    richiesta = models.ForeignKey(Richiesta, on_delete=models.PROTECT, related_name="comunicazioni")
    provvedimento = models.ForeignKey(
        Provvedimento, on_delete=models.PROTECT, null=True, blank=True, related_name="comunicazioni"
    )
    lettera = models.CharField("lettera", max_length=20)
    versione_testi = models.CharField("versione dei testi", max_length=20)
    destinatario = models.CharField("destinatario", max_length=160)
    oggetto = models.CharField("oggetto", max_length=200)
    testo = models.TextField("testo")
    canale = models.CharField("canale", max_length=16, choices=CanaleComunicazione)
    inviata_il = models.DateField("inviata il")
    consegnata_il = models.DateField("consegnata il", null=True, blank=True)
    avviso_giacenza_il = models.DateField("avviso di giacenza del", null=True, blank=True)
    estremi_prova = models.CharField("estremi della prova", max_length=200, blank=True)
    prova = models.ForeignKey(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    registrazione = models.ForeignKey(
        Registrazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decisa_da = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "comunicazione al cittadino"
        verbose_name_plural = "comunicazioni al cittadino"
        ordering = ["-inviata_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consegnata_il__isnull=True) | Q(consegnata_il__gte=F("inviata_il")),
                name="comunicazione_consegnata_dopo_l_invio",
                violation_error_message="La consegna avviene dopo l'invio.",
            ),
            models.CheckConstraint(
                condition=Q(avviso_giacenza_il__isnull=True)
                | Q(avviso_giacenza_il__gte=F("inviata_il"), canale__in=CANALI_CON_GIACENZA),
                name="comunicazione_in_giacenza_solo_per_posta",
                violation_error_message="La giacenza riguarda solo ciò che va per posta, dopo l'invio.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.oggetto} ({self.inviata_il:%d/%m/%Y})"
