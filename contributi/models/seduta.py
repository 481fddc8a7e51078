"""A session: agenda with pinned versions, window of the vote, outcome of each proposal."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.transizione import TransizioneAstratta
from adi_platform.riunioni.models import PuntoOdg, Riunione
from contributi.enums import StatoSeduta
from contributi.models.commissione import Commissione
from contributi.models.proposta import Proposta
from contributi.querysets import SedutaQuerySet
from contributi.rules.voto import NOMI_ESITO

ESITI = [(esito.value, nome.capitalize()) for esito, nome in NOMI_ESITO.items()]


class Seduta(ConTempi):
    """The vote is open from `aperta_il` included to `chiude_il` excluded; the clock is the database's.

    `apre_il` is the hour announced: the chair may open from then on, otherwise the worker does. `regole` are
    the values of quorum, majority and tie with their source, stored at the opening: a later change of the
    settings does not touch the session.
    """

    commissione = models.ForeignKey(Commissione, on_delete=models.PROTECT, related_name="sedute")
    riunione = models.OneToOneField(Riunione, on_delete=models.PROTECT, related_name="seduta")
    anno = models.PositiveSmallIntegerField("anno")
    numero = models.PositiveSmallIntegerField("numero")
    stato = models.CharField("stato", max_length=12, choices=StatoSeduta, default=StatoSeduta.CONVOCATA)
    apre_il = models.DateTimeField("la votazione si apre il")
    chiude_il = models.DateTimeField("la votazione si chiude il")
    odg_inviato_il = models.DateTimeField("ordine del giorno inviato il", null=True, blank=True)
    aperta_il = models.DateTimeField("aperta il", null=True, blank=True)
    chiusa_il = models.DateTimeField("chiusa il", null=True, blank=True)
    regole = models.JSONField("regole usate", default=dict, blank=True)

    objects = SedutaQuerySet.as_manager()

    class Meta:
        verbose_name = "seduta della commissione"
        verbose_name_plural = "sedute della commissione"
        ordering = ["-apre_il", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["commissione", "anno", "numero"], name="seduta_numero_unico"),
            models.CheckConstraint(
                condition=Q(chiude_il__gt=F("apre_il")),
                name="seduta_chiude_dopo_l_apertura",
                violation_error_message="La votazione si chiude dopo l'apertura.",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoSeduta.APERTA)
                | Q(aperta_il__isnull=False, odg_inviato_il__isnull=False),
                name="seduta_aperta_dopo_l_ordine_del_giorno",
                violation_error_message="Prima di aprire la votazione invia l'ordine del giorno.",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoSeduta.CHIUSA, aperta_il__isnull=False, chiusa_il__gte=F("aperta_il"))
                | (~Q(stato=StatoSeduta.CHIUSA) & Q(chiusa_il__isnull=True)),
                name="seduta_chiusa_ha_la_sua_ora",
                violation_error_message="Una seduta chiusa ha l'ora di apertura e di chiusura.",
            ),
        ]

    def __str__(self) -> str:
        return f"Seduta n. {self.numero}/{self.anno}"

    @property
    def aperta(self) -> bool:
        return self.stato == StatoSeduta.APERTA

    @property
    def chiusa(self) -> bool:
        return self.stato == StatoSeduta.CHIUSA


class TransizioneSeduta(TransizioneAstratta):
    oggetto = models.ForeignKey(Seduta, on_delete=models.CASCADE, related_name="transizioni")

    class Meta(TransizioneAstratta.Meta):
        verbose_name = "passaggio di stato della seduta"
        verbose_name_plural = "passaggi di stato della seduta"

    def __str__(self) -> str:
        return f"{self.da_stato} → {self.a_stato}"


class VoceSeduta(models.Model):
    """A proposal on the agenda. `impronta` is pinned when the agenda is sent and every vote carries it.

    `scrutinio` and `esito` are written once, at the closing. A proposal taken off before the opening keeps
    its row with `tolta_il`.
    """

    seduta = models.ForeignKey(Seduta, on_delete=models.PROTECT, related_name="voci")
    punto = models.OneToOneField(PuntoOdg, on_delete=models.PROTECT, related_name="voce")
    proposta = models.ForeignKey(Proposta, on_delete=models.PROTECT, related_name="voci")
    ordine = models.PositiveSmallIntegerField("posto")
    impronta = models.CharField("impronta della proposta", max_length=64, blank=True)
    tolta_il = models.DateTimeField("tolta il", null=True, blank=True)
    motivo_tolta = models.CharField("perché è stata tolta", max_length=300, blank=True)
    esito = models.CharField("esito", max_length=20, choices=ESITI, blank=True)
    scrutinio = models.JSONField("scrutinio", default=dict, blank=True)

    class Meta:
        verbose_name = "proposta all'ordine del giorno"
        verbose_name_plural = "proposte all'ordine del giorno"
        ordering = ["seduta", "ordine"]
        constraints = [
            models.UniqueConstraint(
                fields=["seduta", "proposta"],
                condition=Q(tolta_il__isnull=True),
                name="voce_una_volta_per_seduta",
                violation_error_message="Questa proposta è già all'ordine del giorno.",
            ),
            models.UniqueConstraint(fields=["seduta", "ordine"], name="voce_una_per_posto"),
            models.CheckConstraint(
                condition=Q(tolta_il__isnull=True) | Q(esito=""),
                name="voce_tolta_senza_esito",
                violation_error_message="Una proposta tolta dall'ordine del giorno non ha esito.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordine}. {self.punto.titolo}"
