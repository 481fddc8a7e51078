"""Who may vote, who may not and why, how each one voted: rows that are only added."""

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.models import Utente
from contributi.enums import MotivoEsclusione
from contributi.models.seduta import Seduta, VoceSeduta
from contributi.rules.voto import NOMI_SCELTA, Scelta

SCELTE = [(scelta.value, NOMI_SCELTA[scelta]) for scelta in Scelta]


class Elettore(models.Model):
    """A voting member at the opening, frozen. `persona` is the human being, whatever the account."""

    seduta = models.ForeignKey(Seduta, on_delete=models.PROTECT, related_name="elettori")
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    persona = models.UUIDField("persona")
    nome = models.CharField("nome", max_length=200)
    ordine = models.PositiveSmallIntegerField("posto")
    presidente = models.BooleanField("presidente", default=False)

    class Meta:
        verbose_name = "elettore"
        verbose_name_plural = "elettori"
        ordering = ["seduta", "ordine"]
        constraints = [
            models.UniqueConstraint(fields=["seduta", "persona"], name="elettore_una_persona_una_volta"),
            models.UniqueConstraint(
                fields=["seduta"], condition=Q(presidente=True), name="elettore_un_solo_presidente"
            ),
        ]

    def __str__(self) -> str:
        return self.nome


class Esclusione(models.Model):
    """Somebody who does not take part in the decision on one proposal, since `dal`."""

    voce = models.ForeignKey(VoceSeduta, on_delete=models.PROTECT, related_name="esclusioni")
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    persona = models.UUIDField("persona")
    motivo = models.CharField("perché", max_length=14, choices=MotivoEsclusione)
    spiegazione = models.CharField("spiegazione", max_length=300, blank=True)
    dal = models.DateTimeField("dal")

    class Meta:
        verbose_name = "esclusione dal voto"
        verbose_name_plural = "esclusioni dal voto"
        ordering = ["voce", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["voce", "persona", "motivo"], name="esclusione_una_per_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.utente}: {self.perche}"

    @property
    def perche(self) -> str:
        """`ha redatto il PAI e la richiesta`, to go on after a name."""
        testo = self.get_motivo_display()
        return testo[:1].lower() + testo[1:]


class CatenaVoti(models.Model):
    """Head of the chain of the votes of one session; its lock gives the order."""

    seduta = models.OneToOneField(Seduta, on_delete=models.PROTECT, primary_key=True, related_name="catena")
    numero = models.PositiveIntegerField(default=0)
    impronta = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "catena dei voti"
        verbose_name_plural = "catene dei voti"

    def __str__(self) -> str:
        return f"{self.seduta}: {self.numero}"


class Voto(models.Model):
    """One version of a vote. The highest `versione` of a member on a proposal is the one that counts.

    `numero` is its place in the chain of the session. `espresso_il` is the clock of the database under the
    lock of the session; `utente` the account used.
    """

    voce = models.ForeignKey(VoceSeduta, on_delete=models.PROTECT, related_name="voti")
    elettore = models.ForeignKey(Elettore, on_delete=models.PROTECT, related_name="voti")
    seduta = models.ForeignKey(Seduta, on_delete=models.PROTECT, related_name="voti")
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    numero = models.PositiveIntegerField("numero")
    versione = models.PositiveSmallIntegerField("versione", default=1)
    scelta = models.CharField("voto", max_length=10, choices=SCELTE)
    motivo = models.TextField("motivo", blank=True)
    impronta_proposta = models.CharField(max_length=64)
    espresso_il = models.DateTimeField("espresso il")
    impronta_precedente = models.CharField(max_length=64, blank=True)
    impronta = models.CharField(max_length=64)

    class Meta:
        verbose_name = "voto"
        verbose_name_plural = "voti"
        ordering = ["seduta", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["voce", "elettore", "versione"], name="voto_versione_unica"),
            models.UniqueConstraint(fields=["seduta", "numero"], name="voto_numero_unico"),
            models.CheckConstraint(
                condition=Q(scelta__in=[s.value for s in Scelta]), name="voto_fra_le_quattro_scelte"
            ),
            models.CheckConstraint(
                condition=Q(scelta__in=[Scelta.FAVOREVOLE.value, Scelta.ASTENUTO.value]) | ~Q(motivo=""),
                name="voto_contrario_o_rinvio_con_motivo",
                violation_error_message="Scrivi il motivo: serve a chi deve rispondere alla famiglia.",
            ),
        ]

    def __str__(self) -> str:
        return f"Voto n. {self.numero}"
