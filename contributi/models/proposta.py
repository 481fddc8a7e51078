"""What the social worker puts before the commission: frozen, numbered, with its fingerprint."""

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.models import Utente
from contributi.enums import ModoErogazione
from contributi.models.misura import Misura
from contributi.models.richiesta import Richiesta


class Proposta(models.Model):
    """One version of a proposal. It never changes: a correction is a new number.

    `istruttoria` is the frozen table (rules, facts, evidence, articles, calculation rows), `contenuto` all
    that the commissioners read; `impronta` is the SHA-256 of its canonical JSON: the agenda pins it and each
    vote carries it. `autore` is who wrote the PAI at submission and never votes on it.
    """

    richiesta = models.ForeignKey(Richiesta, on_delete=models.PROTECT, related_name="proposte")
    numero = models.PositiveSmallIntegerField("versione")
    misura = models.ForeignKey(Misura, on_delete=models.PROTECT, related_name="+")
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="proposte_presentate")
    presentata_il = models.DateTimeField("presentata il", auto_now_add=True)
    importo = models.DecimalField("importo proposto", max_digits=9, decimal_places=2)
    mesi = models.PositiveSmallIntegerField("mesi proposti", null=True, blank=True)
    totale = models.DecimalField("totale proposto", max_digits=10, decimal_places=2)
    modo = models.CharField("modo di erogazione", max_length=16, choices=ModoErogazione)
    in_deroga = models.BooleanField("in deroga", default=False)
    motivazione = models.TextField("motivazione")
    istruttoria = models.JSONField("istruttoria", default=dict)
    contenuto = models.JSONField("contenuto", default=dict)
    impronta = models.CharField("impronta", max_length=64)
    ritirata_il = models.DateTimeField("ritirata il", null=True, blank=True)

    class Meta:
        verbose_name = "proposta alla commissione"
        verbose_name_plural = "proposte alla commissione"
        ordering = ["richiesta", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["richiesta", "numero"], name="proposta_numero_unico"),
            models.CheckConstraint(
                condition=Q(importo__gt=0, totale__gt=0),
                name="proposta_importi_positivi",
                violation_error_message="Scrivi un importo maggiore di zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"Proposta {self.numero} - {self.richiesta}"
