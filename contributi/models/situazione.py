"""What the household lives on: the ISEE as it was on the day, income, expenses, debts, declared means."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from cases.enums import TipoISEE
from cases.models import AttestazioneISEE
from contributi.models.richiesta import Richiesta


class SituazioneEconomica(ConTempi, ConVersione):
    """One for each request. Monthly amounts in euro; ISEE values are a copy that later corrections do not touch.

    With an ISEE equal to zero the applicant also declares the means of living (regulation art. 16).
    """

    richiesta = models.OneToOneField(Richiesta, on_delete=models.CASCADE, related_name="situazione")
    attestazione = models.ForeignKey(
        AttestazioneISEE, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    isee_tipo = models.CharField("tipo di ISEE", max_length=40, choices=TipoISEE, blank=True)
    isee_valore = models.DecimalField("ISEE", max_digits=10, decimal_places=2, null=True, blank=True)
    isee_protocollo = models.CharField("protocollo DSU", max_length=40, blank=True)
    isee_rilasciata_il = models.DateField("rilasciata il", null=True, blank=True)
    isee_scade_il = models.DateField("scade il", null=True, blank=True)
    reddito = models.DecimalField(
        "reddito disponibile al mese", max_digits=9, decimal_places=2, null=True, blank=True
    )
    spese = models.DecimalField("spese reali al mese", max_digits=9, decimal_places=2, null=True, blank=True)
    debiti = models.DecimalField("debiti", max_digits=10, decimal_places=2, null=True, blank=True)
    provvidenze = models.TextField("aiuti ricevuti e non dichiarati nell'ISEE", blank=True)
    aiuti_altrove = models.DecimalField(
        "altri aiuti dell'anno, fuori da qui", max_digits=9, decimal_places=2, null=True, blank=True
    )
    mezzi = models.TextField("fonti e mezzi di sostentamento dichiarati", blank=True)
    mezzi_dichiarati_il = models.DateField("dichiarazione firmata il", null=True, blank=True)
    history = Storico()

    class Meta:
        verbose_name = "situazione economica"
        verbose_name_plural = "situazioni economiche"
        constraints = [
            models.CheckConstraint(
                condition=Q(mezzi_dichiarati_il__isnull=True) | ~Q(mezzi=""),
                name="mezzi_dichiarati_con_testo",
                violation_error_message="Scrivi che cosa è stato dichiarato.",
            ),
        ]

    def __str__(self) -> str:
        return f"Situazione economica - {self.richiesta_id}"

    @property
    def isee_zero(self) -> bool:
        return self.isee_valore == 0

    @property
    def mezzi_da_dichiarare(self) -> bool:
        return self.isee_zero and self.mezzi_dichiarati_il is None
