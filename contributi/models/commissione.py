"""The technical commission of each territorial unit, with its people and their dates (art. 18)."""

import datetime

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito, UnitaTerritoriale, Utente
from contributi.enums import RuoloCommissione
from contributi.querysets import CommissioneQuerySet


class Commissione(ConTempi):
    """One for each territorial unit."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="commissioni")
    unita = models.OneToOneField(
        UnitaTerritoriale, on_delete=models.PROTECT, related_name="commissione", verbose_name="unità"
    )
    nome = models.CharField("nome", max_length=160)
    luogo = models.CharField("dove si riunisce di solito", max_length=200, blank=True)

    objects = CommissioneQuerySet.as_manager()

    class Meta:
        verbose_name = "commissione tecnica"
        verbose_name_plural = "commissioni tecniche"
        ordering = ["nome"]

    def __str__(self) -> str:
        return self.nome


class IncaricoCommissioneQuerySet(models.QuerySet["ComponenteCommissione"]):
    def in_carica(self, al: datetime.date) -> "IncaricoCommissioneQuerySet":
        """In office on the day `al`, both ends included."""
        return self.filter(Q(al__isnull=True) | Q(al__gte=al), dal__lte=al)


class ComponenteCommissione(ConTempi):
    """Who sits, from `dal` to `al` included. The secretary does not vote."""

    commissione = models.ForeignKey(Commissione, on_delete=models.PROTECT, related_name="componenti")
    utente = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="incarichi_commissione", verbose_name="persona"
    )
    ruolo = models.CharField("in che veste", max_length=12, choices=RuoloCommissione)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)
    history = Storico()

    objects = IncaricoCommissioneQuerySet.as_manager()

    class Meta:
        verbose_name = "componente della commissione"
        verbose_name_plural = "componenti della commissione"
        ordering = ["commissione", "dal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")),
                name="componente_finisce_dopo_l_inizio",
                violation_error_message="L'incarico non può finire prima di iniziare.",
            ),
            models.UniqueConstraint(
                fields=["commissione"],
                condition=Q(al__isnull=True, ruolo=RuoloCommissione.PRESIDENTE),
                name="commissione_un_solo_presidente",
                violation_error_message="La commissione ha già un presidente.",
            ),
            models.UniqueConstraint(
                fields=["commissione", "utente"],
                condition=Q(al__isnull=True),
                name="componente_una_volta_sola",
                violation_error_message="Questa persona è già nella commissione.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.utente}, {self.get_ruolo_display().lower()}"
