"""Territory: Comuni, the units that group them, the offices where people are received."""

from django.core.validators import RegexValidator
from django.db import models

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models.ambito import Ambito


class UnitaTerritoriale(ConTempi):
    """A group of Comuni served by the same workers; each has its own Commissione."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="unita")
    nome = models.CharField("nome", max_length=120)
    history = Storico()

    class Meta:
        verbose_name = "unità territoriale"
        verbose_name_plural = "unità territoriali"
        ordering = ["nome"]
        constraints = [
            models.UniqueConstraint(fields=["ambito", "nome"], name="unita_nome_unico_nell_ambito")
        ]

    def __str__(self) -> str:
        return self.nome


class Comune(ConTempi):
    """A Comune of the Ambito. `patrono_*` is the local holiday (day and month)."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="comuni")
    unita = models.ForeignKey(
        UnitaTerritoriale, on_delete=models.PROTECT, related_name="comuni", verbose_name="unità"
    )
    nome = models.CharField("nome", max_length=120)
    codice_istat = models.CharField(
        "codice ISTAT", max_length=6, validators=[RegexValidator(r"\A\d{6}\Z", "Sei cifre.")]
    )
    codice_catastale = models.CharField(
        "codice catastale",
        max_length=4,
        validators=[RegexValidator(r"\A[A-Z]\d{3}\Z", "Una lettera e tre cifre.")],
    )
    patrono_giorno = models.PositiveSmallIntegerField("patrono: giorno", null=True, blank=True)
    patrono_mese = models.PositiveSmallIntegerField("patrono: mese", null=True, blank=True)
    history = Storico()

    class Meta:
        verbose_name = "Comune"
        verbose_name_plural = "Comuni"
        ordering = ["nome"]
        constraints = [
            models.UniqueConstraint(fields=["ambito", "codice_istat"], name="comune_unico_nell_ambito")
        ]

    def __str__(self) -> str:
        return self.nome


class Sede(ConTempi):
    """A place where the services receive people."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="sedi")
    comune = models.ForeignKey(Comune, on_delete=models.PROTECT, related_name="sedi")
    nome = models.CharField("nome", max_length=120)
    indirizzo = models.CharField("indirizzo", max_length=200)

    class Meta:
        verbose_name = "sede"
        verbose_name_plural = "sedi"
        ordering = ["nome"]

    def __str__(self) -> str:
        return f"{self.nome}, {self.indirizzo}"

    @property
    def nome_col_comune(self) -> str:
        """For the choices: many venues are called only «Municipio»."""
        comune = self.comune.nome
        return self.nome if comune in self.nome else f"{self.nome} di {comune}"
