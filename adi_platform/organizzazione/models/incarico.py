"""Time-bounded roles: the only source of what a person may do."""

import datetime

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.enums import Approvazione, Ruolo
from adi_platform.organizzazione.models.ambito import Ambito
from adi_platform.organizzazione.models.approvazione import DaApprovare
from adi_platform.organizzazione.models.comune import Comune, UnitaTerritoriale
from adi_platform.organizzazione.models.utente import Utente


class IncaricoQuerySet(models.QuerySet["Incarico"]):
    def attivi(self, al: datetime.date) -> "IncaricoQuerySet":
        """Approved incarichi in force on the day `al`, both ends included."""
        return self.filter(
            Q(al__isnull=True) | Q(al__gte=al), dal__lte=al, approvazione=Approvazione.APPROVATO
        )


class Incarico(ConTempi, DaApprovare):
    """A role of a person, from `dal` to `al` included, on an Ambito or on a part of it.

    Without unit and Comune the role spans the whole Ambito. `amministra_ente`: the referent who lists, invites
    and removes the people of their own body.
    """

    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="incarichi")
    ruolo = models.CharField("ruolo", max_length=30, choices=Ruolo)
    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="incarichi")
    unita = models.ForeignKey(
        UnitaTerritoriale, on_delete=models.PROTECT, null=True, blank=True, verbose_name="unità"
    )
    comune = models.ForeignKey(Comune, on_delete=models.PROTECT, null=True, blank=True)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)
    amministra_ente = models.BooleanField("invita e toglie i colleghi del suo ente", default=False)
    history = Storico()

    objects = IncaricoQuerySet.as_manager()

    class Meta:
        verbose_name = "incarico"
        verbose_name_plural = "incarichi"
        ordering = ["utente", "dal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")),
                name="incarico_finisce_dopo_l_inizio",
                violation_error_message="L'incarico non può finire prima di iniziare.",
            ),
            models.CheckConstraint(
                condition=Q(unita__isnull=True) | Q(comune__isnull=True),
                name="incarico_su_unita_o_su_comune",
                violation_error_message="Indica l'unità oppure il Comune, non entrambi.",
            ),
            models.CheckConstraint(
                condition=Q(amministra_ente=False) | Q(ruolo="referente_partner"),
                name="incarico_amministra_solo_un_ente_partner",
                violation_error_message="Amministra un ente partner solo chi ne è referente.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ruolo_display()}: {self.utente}"
