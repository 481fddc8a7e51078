"""A plan of meetings: proposed by the program, changed by hand, confirmed by a person."""

from django.db import models
from django.db.models import F, Q

from adi_platform.agenda.models import Professionista, Stanza
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.organizzazione.models import Ambito, Sede, UnitaTerritoriale, Utente
from adi_platform.outbox.models import Lavoro
from adi_platform.riunioni.models import Riunione
from cases.models import CasoAdi
from equipe.enums import StatoPiano


class Piano(ConTempi, ConVersione):
    """Which households meet their team from `dal` to `al` included.

    `valore` and `limite` are minutes of cost: of the plan, and the least that any plan could have.
    `versione` grows at each change by hand.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="piani")
    unita = models.ForeignKey(
        UnitaTerritoriale,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unità territoriale",
    )
    dal = models.DateField("dal")
    al = models.DateField("al")
    massimo = models.PositiveSmallIntegerField("quanti nuclei al massimo", default=60)
    stato = models.CharField("stato", max_length=12, choices=StatoPiano, default=StatoPiano.IN_CALCOLO)
    lavoro = models.ForeignKey(Lavoro, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    valore = models.PositiveIntegerField("costo in minuti", null=True, blank=True)
    limite = models.PositiveIntegerField("costo minimo possibile", null=True, blank=True)
    errore = models.CharField("che cosa non è riuscito", max_length=300, blank=True)
    confermato_il = models.DateTimeField("confermato il", null=True, blank=True)
    confermato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "piano delle riunioni"
        verbose_name_plural = "piani delle riunioni"
        ordering = ["-creato_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__gte=F("dal")),
                name="piano_dal_prima_di_al",
                violation_error_message="L'ultimo giorno viene dopo il primo.",
            ),
            models.CheckConstraint(
                condition=~Q(stato="confermato")
                | Q(confermato_il__isnull=False, confermato_da__isnull=False),
                name="piano_confermato_da_qualcuno",
                violation_error_message="Un piano confermato dice chi lo ha confermato e quando.",
            ),
        ]

    def __str__(self) -> str:
        return f"Piano dal {self.dal:%d/%m/%Y} al {self.al:%d/%m/%Y}"


class PropostaRiunione(ConTempi):
    """The meeting proposed for a household; without a venue it is on line. `riunione` once confirmed."""

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="proposte")
    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="+")
    inizio = models.DateTimeField("inizio")
    fine = models.DateTimeField("fine")
    sede = models.ForeignKey(Sede, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stanza = models.ForeignKey(Stanza, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    a_mano = models.BooleanField("cambiata a mano", default=False)
    riunione = models.OneToOneField(
        Riunione, on_delete=models.PROTECT, null=True, blank=True, related_name="proposta"
    )

    class Meta:
        verbose_name = "proposta di riunione"
        verbose_name_plural = "proposte di riunione"
        ordering = ["inizio", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["piano", "caso"],
                name="proposta_una_per_nucleo",
                violation_error_message="Questo nucleo ha già una riunione nel piano.",
            ),
            models.CheckConstraint(
                condition=Q(fine__gt=F("inizio")),
                name="proposta_finisce_dopo_l_inizio",
                violation_error_message="La riunione finisce dopo l'inizio.",
            ),
            models.CheckConstraint(
                condition=Q(stanza__isnull=True) | Q(sede__isnull=False),
                name="proposta_stanza_con_la_sede",
                violation_error_message="La stanza si sceglie insieme alla sede.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.caso.nucleo}, {self.inizio:%d/%m/%Y %H:%M}"


class PersonaProposta(models.Model):
    """Who is called to the meeting, for which function (a code of the table of functions)."""

    proposta = models.ForeignKey(PropostaRiunione, on_delete=models.CASCADE, related_name="persone")
    professionista = models.ForeignKey(Professionista, on_delete=models.PROTECT, related_name="+")
    funzione = models.CharField("funzione", max_length=20)

    class Meta:
        verbose_name = "persona proposta"
        verbose_name_plural = "persone proposte"
        ordering = ["proposta", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposta", "professionista", "funzione"], name="persona_proposta_una_volta"
            )
        ]

    def __str__(self) -> str:
        return str(self.professionista)


class NucleoEscluso(models.Model):
    """A household that the plan leaves out, and why, in words."""

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="esclusi")
    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="+")
    motivo = models.TextField("perché resta fuori")

    class Meta:
        verbose_name = "nucleo escluso dal piano"
        verbose_name_plural = "nuclei esclusi dal piano"
        ordering = ["piano", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["piano", "caso"], name="escluso_uno_per_nucleo"),
        ]

    def __str__(self) -> str:
        return str(self.caso)
