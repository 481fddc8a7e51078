"""The distinct names of an Ambito, under the keys by which a misspelt name finds them."""

from django.db import models

from adi_platform.organizzazione.models import Ambito


class TipoNome(models.TextChoices):
    COGNOME = "c", "Cognome"
    NOME = "n", "Nome"


class ChiaveNome(models.Model):
    """A key of a surname or given name (see `chiavi`). The unique index holds the whole row:

    finding the names that share a key is a read of the index alone, and needs no extension of PostgreSQL.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.CASCADE, related_name="+", db_index=False)
    chiave = models.CharField("chiave", max_length=80, db_collation="C")
    tipo = models.CharField("tipo", max_length=1, choices=TipoNome)
    testo = models.CharField("testo", max_length=80, db_collation="C")

    class Meta:
        verbose_name = "chiave di un nome"
        verbose_name_plural = "chiavi dei nomi"
        ordering = ["chiave", "testo"]
        constraints = [
            models.UniqueConstraint(fields=["ambito", "chiave", "tipo", "testo"], name="chiave_nome_unica")
        ]

    def __str__(self) -> str:
        return f"{self.chiave}: {self.testo}"
