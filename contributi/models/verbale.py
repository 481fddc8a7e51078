"""The minutes of a session, with the nature of an act (art. 18): sealed and chained to those before."""

from django.db import models

from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Ambito
from adi_platform.repertorio.models import Registrazione
from contributi.models.seduta import Seduta


class CatenaVerbali(models.Model):
    """Head of the chain of the minutes of one Ambito; its lock gives the order."""

    ambito = models.OneToOneField(Ambito, on_delete=models.PROTECT, primary_key=True, related_name="+")
    numero = models.PositiveIntegerField(default=0)
    impronta = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "catena dei verbali"
        verbose_name_plural = "catene dei verbali"

    def __str__(self) -> str:
        return f"{self.ambito}: {self.numero}"


class Verbale(models.Model):
    """`contenuto` is what was decided; `impronta` the SHA-256 of its canonical JSON, previous one included.

    The number of the register and the file come after, each once.
    """

    seduta = models.OneToOneField(Seduta, on_delete=models.PROTECT, related_name="verbale")
    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="verbali")
    numero = models.PositiveIntegerField("posto nella catena")
    contenuto = models.JSONField("contenuto")
    impronta_precedente = models.CharField(max_length=64, blank=True)
    impronta = models.CharField(max_length=64)
    creato_il = models.DateTimeField("formato il", auto_now_add=True)
    documento = models.OneToOneField(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    registrazione = models.OneToOneField(
        Registrazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    trasmesso_il = models.DateTimeField("trasmesso il", null=True, blank=True)

    class Meta:
        verbose_name = "verbale della commissione"
        verbose_name_plural = "verbali della commissione"
        ordering = ["ambito", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["ambito", "numero"], name="verbale_numero_unico"),
        ]

    def __str__(self) -> str:
        return f"Verbale della {str(self.seduta).lower()}"
