"""Catalogues (code tables) with which an Ambito replaces the starting ones."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito
from patti.enums import TipoCatalogo


class CatalogoPatto(ConTempi):
    """A version of one catalogue of an Ambito. In force until the next: rows are never changed."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="cataloghi_patto")
    tipo = models.CharField("catalogo", max_length=10, choices=TipoCatalogo)
    versione = models.CharField("versione", max_length=20)
    contenuto = models.JSONField("voci")
    sha256 = models.CharField("impronta", max_length=64)
    chiuso_il = models.DateTimeField("sostituito il", null=True, blank=True)

    class Meta:
        verbose_name = "catalogo del Patto"
        verbose_name_plural = "cataloghi del Patto"
        ordering = ["ambito", "tipo", "-creato_il"]
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "tipo"],
                condition=Q(chiuso_il__isnull=True),
                name="un_catalogo_in_uso_per_tipo",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.versione}"
