"""Signatures and refusals: one per adult member and one for the service."""

from django.db import models
from django.db.models import Q

from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from cases.models import ComponenteCaso
from patti.enums import ModoFirma
from patti.models.patto import Patto


class FirmaPatto(models.Model):
    """A signature on one text (`impronta_testo`). Without `componente` it is that of the service.

    A row never changes: reopening the text cancels the signatures given, which stay readable.
    """

    patto = models.ForeignKey(Patto, on_delete=models.CASCADE, related_name="firme")
    componente = models.ForeignKey(
        ComponenteCaso, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    modo = models.CharField("come", max_length=10, choices=ModoFirma)
    firmata_il = models.DateTimeField("quando")
    luogo = models.CharField("dove", max_length=120)
    motivo_rifiuto = models.TextField("perché non firma", blank=True)
    attestazione = models.TextField("attestazione di conformità della copia", blank=True)
    impronta_testo = models.CharField("impronta del testo letto", max_length=64)
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    raccolta_da = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    annullata_il = models.DateTimeField("annullata il", null=True, blank=True)
    motivo_annullamento = models.TextField("perché è annullata", blank=True)

    class Meta:
        verbose_name = "firma del Patto"
        verbose_name_plural = "firme del Patto"
        ordering = ["patto", "firmata_il", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patto", "componente"],
                condition=Q(annullata_il__isnull=True),
                nulls_distinct=False,
                name="una_firma_per_persona",
                violation_error_message="La firma di questa persona c'è già.",
            ),
            models.CheckConstraint(
                condition=~Q(modo="rifiuto") | ~Q(motivo_rifiuto="") & Q(componente__isnull=False),
                name="rifiuto_di_una_persona_con_motivo",
                violation_error_message="Scrivi perché la persona non firma.",
            ),
            models.CheckConstraint(
                condition=Q(modo="rifiuto") | Q(documento__isnull=False),
                name="firma_con_prova",
                violation_error_message="Manca la firma disegnata o la copia del foglio firmato.",
            ),
            models.CheckConstraint(
                condition=~Q(modo="carta") | ~Q(attestazione=""),
                name="firma_su_carta_con_attestazione",
                violation_error_message="Attesta che la copia è conforme all'originale.",
            ),
            models.CheckConstraint(
                condition=Q(annullata_il__isnull=True) | ~Q(motivo_annullamento=""),
                name="firma_annullata_con_motivo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.componente or 'Servizio'}: {self.get_modo_display()}"
