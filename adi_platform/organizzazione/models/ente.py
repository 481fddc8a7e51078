"""Partner bodies and their services."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.enums import TipoEnte, TipoServizio
from adi_platform.organizzazione.models.ambito import Ambito


class Ente(ConTempi):
    """A body that works with the Ambito: CPI, ASL, school, third sector.

    `domini`: the mail domains of its people, lower case; empty when the coordinator has not said them.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="enti")
    tipo = models.CharField("tipo", max_length=20, choices=TipoEnte)
    nome = models.CharField("nome", max_length=160)
    email = models.EmailField("posta elettronica", blank=True)
    domini = ArrayField(
        models.CharField(max_length=253), verbose_name="domini di posta", default=list, blank=True
    )
    history = Storico()

    class Meta:
        verbose_name = "ente partner"
        verbose_name_plural = "enti partner"
        ordering = ["nome"]
        constraints = [models.UniqueConstraint(fields=["ambito", "nome"], name="ente_nome_unico_nell_ambito")]

    def __str__(self) -> str:
        return self.nome


class ServizioEnte(ConTempi):
    """A service inside a body, such as the SerD of an ASL."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="servizi")
    tipo = models.CharField("tipo", max_length=20, choices=TipoServizio)
    nome = models.CharField("nome", max_length=160)

    class Meta:
        verbose_name = "servizio di un ente"
        verbose_name_plural = "servizi degli enti"
        ordering = ["nome"]

    def __str__(self) -> str:
        return f"{self.nome} ({self.ente})"
