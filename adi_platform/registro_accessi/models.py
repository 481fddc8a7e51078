"""Reads of personal data: append-only, hash-chained per Ambito."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.registro_accessi.querysets import LetturaQuerySet


class CanaleLettura(models.TextChoices):
    PAGINA = "pagina", "Pagina"
    DOCUMENTO = "documento", "Documento"
    ESPORTAZIONE = "esportazione", "Esportazione"
    API = "api", "Servizio applicativo"


class CatenaLetture(models.Model):
    """Head of the chain of one Ambito; its lock gives the order."""

    ambito = models.OneToOneField(Ambito, on_delete=models.PROTECT, primary_key=True)
    numero = models.BigIntegerField(default=0)
    impronta = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "catena delle letture"
        verbose_name_plural = "catene delle letture"

    def __str__(self) -> str:
        return f"{self.ambito}: {self.numero}"


class Lettura(models.Model):
    """Somebody saw something about a person. Case and persons are plain ids: the row outlives them."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="letture")
    numero = models.BigIntegerField("numero")
    avvenuta_il = models.DateTimeField("quando")
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="letture")
    ruoli = models.CharField("ruoli", max_length=200, blank=True)
    evento = models.CharField("evento", max_length=60)
    caso_id = models.BigIntegerField("caso", null=True, db_index=True)
    persone = ArrayField(models.BigIntegerField(), verbose_name="persone", default=list)
    motivo = models.CharField("motivo", max_length=300, blank=True)
    canale = models.CharField("canale", max_length=14, choices=CanaleLettura)
    ip = models.GenericIPAddressField("indirizzo IP", null=True)
    impronta_precedente = models.CharField(max_length=64, blank=True)
    impronta = models.CharField(max_length=64)

    objects = LetturaQuerySet.as_manager()

    class Meta:
        verbose_name = "lettura"
        verbose_name_plural = "letture"
        ordering = ["ambito", "numero"]
        # The limit on searches counts the last minutes of one person.
        indexes = [models.Index(fields=["utente", "evento", "avvenuta_il"], name="lettura_utente_evento")]
        constraints = [models.UniqueConstraint(fields=["ambito", "numero"], name="lettura_numero_unico")]

    def __str__(self) -> str:
        return f"{self.evento} n. {self.numero}"
