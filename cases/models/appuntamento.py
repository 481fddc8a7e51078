"""Appointments with a household and what came of them."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.organizzazione.models import Sede, Utente
from cases.enums import CanaleConvocazione, EsitoIncontro, ModalitaIncontro, TipoAppuntamento
from cases.models.caso import CasoAdi


class Appuntamento(ConTempi, ConVersione):
    """A meeting with a household. `esito` is empty until it is recorded.

    `registrato_gepi_il` is the day the outcome was entered on the national platform: with the
    day-20 rule it decides the month of payment.
    """

    caso = models.ForeignKey(CasoAdi, on_delete=models.CASCADE, related_name="appuntamenti")
    tipo = models.CharField("tipo", max_length=16, choices=TipoAppuntamento)
    inizio = models.DateTimeField("quando")
    durata_minuti = models.PositiveSmallIntegerField("durata in minuti", default=60)
    modalita = models.CharField("modalità", max_length=14, choices=ModalitaIncontro)
    sede = models.ForeignKey(Sede, on_delete=models.PROTECT, null=True, blank=True)
    luogo = models.CharField("luogo o collegamento", max_length=200, blank=True)
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="appuntamenti")
    convocato_il = models.DateField("convocazione inviata il", null=True, blank=True)
    canale = models.CharField(
        "canale della convocazione", max_length=24, choices=CanaleConvocazione, blank=True
    )
    consegnata_il = models.DateField("convocazione ricevuta il", null=True, blank=True)
    avvisi_confermati = models.JSONField("avvisi confermati", default=list, blank=True)
    esito = models.CharField("esito", max_length=24, choices=EsitoIncontro, blank=True)
    esito_il = models.DateField("data dell'esito", null=True, blank=True)
    motivo_giustificato = models.CharField("motivo dell'assenza", max_length=10, blank=True)
    sentita_il = models.DateField("persona sentita il", null=True, blank=True)
    valutazione = models.TextField("che cosa ha detto la persona e come è stato valutato", blank=True)
    nota = models.TextField("nota", blank=True)
    registrato_gepi_il = models.DateField("registrato in GePI il", null=True, blank=True)
    history = Storico()

    class Meta:
        verbose_name = "appuntamento"
        verbose_name_plural = "appuntamenti"
        ordering = ["inizio", "pk"]
        indexes = [models.Index(fields=["operatore", "inizio"], name="appuntamento_operatore_giorno")]
        constraints = [
            models.CheckConstraint(
                condition=Q(esito="") | Q(esito_il__isnull=False),
                name="appuntamento_esito_con_data",
                violation_error_message="Indica il giorno dell'esito.",
            ),
            models.CheckConstraint(
                condition=~Q(esito="assenza_giustificata") | ~Q(motivo_giustificato=""),
                name="appuntamento_assenza_giustificata_con_motivo",
                violation_error_message="Scegli il motivo che giustifica l'assenza.",
            ),
            models.CheckConstraint(
                condition=~Q(esito="assenza_ingiustificata")
                | (Q(sentita_il__isnull=False) & ~Q(valutazione="")),
                name="appuntamento_ingiustificata_dopo_aver_sentito",
                violation_error_message="Prima senti la persona e scrivi che cosa ha detto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.inizio:%d/%m/%Y %H:%M}"


class NotaDiario(ConTempi):
    """A line of the case diary; a private note stays with its author."""

    caso = models.ForeignKey(CasoAdi, on_delete=models.CASCADE, related_name="note_diario")
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    testo = models.TextField("testo")
    privata = models.BooleanField("visibile solo a me", default=False)
    history = Storico()

    class Meta:
        verbose_name = "nota di diario"
        verbose_name_plural = "note di diario"
        ordering = ["-creato_il"]

    def __str__(self) -> str:
        return f"Nota del {self.creato_il:%d/%m/%Y}"
