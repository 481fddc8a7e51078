"""A dated grant: which body sees which persons of a case, for what, on which norm, until when."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.enums import TipoEnte
from adi_platform.organizzazione.models import Ente, ServizioEnte, Utente
from adi_platform.riunioni.models import Partecipante
from cases.models import CasoAdi, Persona
from equipe.models import IncontroEquipe
from protocollo.enums import TipoProiezione
from protocollo.querysets import CondivisioneQuerySet


class Condivisione(ConTempi):
    """What is seen is the projection, computed at each reading from `persone`; nothing is copied here.

    The words of `finalita` and `base_giuridica` are those in force on the day of the grant. `ore` and
    `competenze` are for who hosts an activity; `incontro`, `partecipante` and `vista` (a code of the views of
    `ruoli_equipe.yaml`) for who is invited to a meeting. A grant is never edited: it is revoked, and given again.
    Only its last day moves forward, by a renewal that is written down.
    """

    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="condivisioni")
    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="condivisioni")
    servizio = models.ForeignKey(
        ServizioEnte, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proiezione = models.CharField("che cosa vede", max_length=10, choices=TipoProiezione)
    persone = models.ManyToManyField(Persona, related_name="condivisioni", verbose_name="persone")
    finalita = models.CharField("a che cosa serve", max_length=300)
    base_giuridica = models.CharField("base giuridica", max_length=300)
    ore = models.CharField("ore concordate", max_length=120, blank=True)
    competenze = models.CharField("che cosa sa fare", max_length=300, blank=True)
    incontro = models.ForeignKey(
        IncontroEquipe,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="condivisioni",
        verbose_name="per la riunione",
    )
    partecipante = models.ForeignKey(
        Partecipante,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="invitato",
    )
    vista = models.CharField("che cosa serve alla sua funzione", max_length=20, blank=True)
    dal = models.DateField("dal")
    al = models.DateField("fino al")
    concessa_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="condivisioni_concesse", verbose_name="concessa da"
    )
    revocata_il = models.DateTimeField("revocata il", null=True, blank=True)
    revocata_da = models.ForeignKey(Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    motivo_revoca = models.CharField("perché è revocata", max_length=300, blank=True)

    objects = CondivisioneQuerySet.as_manager()

    class Meta:
        verbose_name = "condivisione"
        verbose_name_plural = "condivisioni"
        ordering = ["-dal", "-pk"]
        indexes = [models.Index(fields=["ente", "al"], name="condivisione_di_un_ente")]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__gte=F("dal")),
                name="condivisione_finisce_dopo_l_inizio",
                violation_error_message="La condivisione non può finire prima di iniziare.",
            ),
            models.CheckConstraint(
                condition=Q(proiezione=TipoProiezione.EQUIPE, incontro__isnull=False) & ~Q(vista="")
                | ~Q(proiezione=TipoProiezione.EQUIPE) & Q(incontro__isnull=True, vista=""),
                name="condivisione_di_una_riunione",
            ),
            models.UniqueConstraint(
                fields=["partecipante"],
                condition=Q(revocata_il__isnull=True, partecipante__isnull=False),
                name="una_condivisione_per_invitato",
            ),
            models.CheckConstraint(
                condition=Q(revocata_il__isnull=True, motivo_revoca="")
                | Q(revocata_il__isnull=False, revocata_da__isnull=False) & ~Q(motivo_revoca=""),
                name="condivisione_revocata_con_motivo",
                violation_error_message="Scrivi perché revochi la condivisione.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome_ente}, dal {self.dal:%d/%m/%Y} al {self.al:%d/%m/%Y}"

    @property
    def nome_ente(self) -> str:
        return f"{self.servizio.nome}, {self.ente.nome}" if self.servizio else self.ente.nome

    @property
    def sanitaria(self) -> bool:
        """Even that it exists says something about health."""
        return self.proiezione == TipoProiezione.SALUTE or (
            self.proiezione == TipoProiezione.EQUIPE and self.ente.tipo == TipoEnte.ASL
        )


class DestinatarioCondivisione(ConTempi):
    """A named person of the body who may look, from `dal` to `al` included; `delegato_da` if by delegation.

    A row that has ended is never opened again: who may look once more has a new one.
    """

    condivisione = models.ForeignKey(Condivisione, on_delete=models.CASCADE, related_name="destinatari")
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="condivisioni_ricevute")
    delegato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="delegato da"
    )
    dal = models.DateField("dal")
    al = models.DateField("fino al", null=True, blank=True)

    class Meta:
        verbose_name = "destinatario di una condivisione"
        verbose_name_plural = "destinatari delle condivisioni"
        ordering = ["condivisione", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["condivisione", "utente"],
                condition=Q(al__isnull=True),
                name="destinatario_senza_fine_una_volta",
                violation_error_message="Questa persona vede già la condivisione.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.utente)


class RinnovoCondivisione(models.Model):
    """The last day moved forward, with the reason; the referrals and the questions that are open go on."""

    condivisione = models.ForeignKey(Condivisione, on_delete=models.CASCADE, related_name="rinnovi")
    era_fino_al = models.DateField("era fino al")
    fino_al = models.DateField("fino al")
    motivo = models.CharField("perché si rinnova", max_length=300)
    rinnovata_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="+", verbose_name="rinnovata da"
    )
    rinnovata_il = models.DateTimeField("rinnovata il", auto_now_add=True)

    class Meta:
        verbose_name = "rinnovo di una condivisione"
        verbose_name_plural = "rinnovi delle condivisioni"
        ordering = ["-rinnovata_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fino_al__gt=F("era_fino_al")) & ~Q(motivo=""),
                name="rinnovo_va_avanti_con_un_motivo",
                violation_error_message="Un rinnovo va oltre l'ultimo giorno e dice perché.",
            ),
        ]

    def __str__(self) -> str:
        return f"fino al {self.fino_al:%d/%m/%Y}"
