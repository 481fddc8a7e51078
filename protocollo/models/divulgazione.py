"""What went out, to whom, when: append-only, kept by a trigger of the database."""

from django.db import models
from django.db.models.functions import Now

from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi
from protocollo.enums import CanaleDivulgazione
from protocollo.models.condivisione import Condivisione


class Divulgazione(models.Model):
    """One thing seen by one person of another body. `impronta`: SHA-256 of the content, as canonical JSON."""

    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="divulgazioni")
    condivisione = models.ForeignKey(Condivisione, on_delete=models.PROTECT, related_name="divulgazioni")
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+", verbose_name="a chi")
    che_cosa = models.CharField("che cosa", max_length=120)
    canale = models.CharField("come", max_length=12, choices=CanaleDivulgazione)
    impronta = models.CharField("impronta del contenuto", max_length=64)
    avvenuta_il = models.DateTimeField("quando", db_default=Now())

    class Meta:
        verbose_name = "divulgazione"
        verbose_name_plural = "divulgazioni"
        ordering = ["-avvenuta_il", "-pk"]
        indexes = [models.Index(fields=["condivisione", "utente"], name="divulgazione_a_chi")]

    def __str__(self) -> str:
        return f"{self.che_cosa} a {self.utente}"
