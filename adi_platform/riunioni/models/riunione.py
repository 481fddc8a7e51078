"""A meeting: who convenes it, when and where, what is on the agenda, what was decided."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.transizione import TransizioneAstratta
from adi_platform.base_models.versione import ConVersione
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.riunioni.enums import ChiLegge, Organo, StatoRiunione


class Riunione(ConTempi, ConVersione):
    """One meeting. `sequenza` is the number of changes told to the calendars (RFC 5545)."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="riunioni")
    organo = models.CharField("organo", max_length=12, choices=Organo)
    titolo = models.CharField("titolo", max_length=160)
    inizio = models.DateTimeField("inizio")
    fine = models.DateTimeField("fine")
    luogo = models.CharField("luogo", max_length=200, blank=True)
    collegamento = models.URLField("indirizzo per collegarsi", blank=True)
    stato = models.CharField("stato", max_length=18, choices=StatoRiunione, default=StatoRiunione.CONVOCATA)
    segretario = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="riunioni_verbalizzate", verbose_name="segretario"
    )
    sequenza = models.PositiveIntegerField("numero della modifica", default=0)

    class Meta:
        verbose_name = "riunione"
        verbose_name_plural = "riunioni"
        ordering = ["-inizio", "-pk"]
        indexes = [models.Index(fields=["ambito", "organo", "inizio"], name="riunione_di_un_organo")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fine__gt=F("inizio")),
                name="riunione_finisce_dopo_l_inizio",
                violation_error_message="La riunione finisce dopo l'inizio.",
            ),
            models.CheckConstraint(
                condition=~Q(luogo="") | ~Q(collegamento=""),
                name="riunione_ha_un_luogo",
                violation_error_message="Scrivi dove ci si trova, oppure l'indirizzo per collegarsi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titolo} del {self.inizio:%d/%m/%Y}"

    @property
    def da_venire(self) -> bool:
        return self.stato == StatoRiunione.CONVOCATA and self.inizio > timezone.now()


class TransizioneRiunione(TransizioneAstratta):
    oggetto = models.ForeignKey(Riunione, on_delete=models.CASCADE, related_name="transizioni")

    class Meta(TransizioneAstratta.Meta):
        verbose_name = "passaggio di stato della riunione"
        verbose_name_plural = "passaggi di stato della riunione"

    def __str__(self) -> str:
        return f"{self.da_stato} → {self.a_stato}"


class PuntoOdg(models.Model):
    """A point of the agenda. The words are neutral: they travel by mail."""

    riunione = models.ForeignKey(Riunione, on_delete=models.CASCADE, related_name="punti")
    ordine = models.PositiveSmallIntegerField("posto")
    titolo = models.CharField("titolo", max_length=200)

    class Meta:
        verbose_name = "punto all'ordine del giorno"
        verbose_name_plural = "punti all'ordine del giorno"
        ordering = ["riunione", "ordine"]
        constraints = [
            models.UniqueConstraint(fields=["riunione", "ordine"], name="punto_uno_per_posto"),
        ]

    def __str__(self) -> str:
        return f"{self.ordine}. {self.titolo}"


class Decisione(ConTempi, ConVersione):
    """What was decided, who does it, by when, and whether the other bodies read it.

    Until the minutes are approved it is corrected or taken off: `history` keeps what it said.
    """

    riunione = models.ForeignKey(Riunione, on_delete=models.CASCADE, related_name="decisioni")
    punto = models.ForeignKey(
        PuntoOdg, on_delete=models.PROTECT, null=True, blank=True, related_name="decisioni"
    )
    testo = models.TextField("che cosa")
    responsabile = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisioni_affidate",
        verbose_name="chi se ne occupa",
    )
    entro = models.DateField("entro il", null=True, blank=True)
    fatta_il = models.DateField("fatta il", null=True, blank=True)
    la_legge = models.CharField("chi la legge", max_length=10, choices=ChiLegge, default=ChiLegge.SERVIZIO)
    history = Storico()

    class Meta:
        verbose_name = "decisione"
        verbose_name_plural = "decisioni"
        ordering = ["riunione", "pk"]

    def __str__(self) -> str:
        return self.testo[:80]
