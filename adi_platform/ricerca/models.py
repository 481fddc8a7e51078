"""The distinct names of an Ambito, with the keys under which a misspelt name finds them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from adi_platform.organizzazione.models import Ambito


class TipoVoce(models.TextChoices):
    COGNOME = "c", "Cognome"
    NOME = "n", "Nome"


class VoceDizionario(models.Model):
    """A surname or a given name, normalised. `chiavi`: its words and each of them without one letter.

    A plain GIN index on an array: no extension of PostgreSQL is needed.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.CASCADE, related_name="+")
    tipo = models.CharField("tipo", max_length=1, choices=TipoVoce)
    testo = models.CharField("testo", max_length=80, db_collation="C")
    chiavi = ArrayField(models.CharField(max_length=80), verbose_name="chiavi")

    class Meta:
        verbose_name = "voce del dizionario dei nomi"
        verbose_name_plural = "voci del dizionario dei nomi"
        ordering = ["testo"]
        indexes = [GinIndex(fields=["chiavi"], name="voce_chiavi", fastupdate=False)]
        constraints = [
            models.UniqueConstraint(fields=["ambito", "tipo", "testo"], name="voce_unica_nell_ambito")
        ]

    def __str__(self) -> str:
        return self.testo
