"""What the Patto says: objectives, dated results, supports, commitments.

`identita` is the same for the same thing in every version: progress and respect can be followed
across revisions.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from cases.models import ComponenteCaso
from patti.enums import Priorita, StatoImpegno, StatoRisultato, StatoSostegno
from patti.models.patto import Patto
from patti.querysets import ObiettivoQuerySet


class ParteDelPatto(ConTempi, ConVersione):
    """What objectives, results, supports and commitments have in common."""

    patto = models.ForeignKey(Patto, on_delete=models.CASCADE, related_name="%(class)s_del_patto")
    identita = models.UUIDField("identità", default=uuid.uuid4, editable=False)
    ordine = models.PositiveSmallIntegerField("ordine", default=0)
    codice = models.CharField("voce di catalogo", max_length=20, blank=True)
    testo = models.TextField("testo")

    class Meta:
        abstract = True
        ordering = ["patto", "ordine", "pk"]

    def __str__(self) -> str:
        return self.testo


def identita_unica(nome: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["patto", "identita"], name=f"{nome}_identita_unica")


class ObiettivoPatto(ParteDelPatto):
    """An aim of change. `riservato`: shown only to the person it is about and to the case manager."""

    area = models.CharField("area", max_length=10)
    priorita = models.PositiveSmallIntegerField("priorità", choices=Priorita, default=Priorita.MEDIA)
    riservato = models.BooleanField("riservato alla persona", default=False)
    persona = models.ForeignKey(
        ComponenteCaso,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="di chi è",
    )
    history = Storico()

    objects = ObiettivoQuerySet.as_manager()

    class Meta(ParteDelPatto.Meta):
        verbose_name = "obiettivo del Patto"
        verbose_name_plural = "obiettivi del Patto"
        ordering = ["patto", "priorita", "ordine", "pk"]
        constraints = [
            identita_unica("obiettivo"),
            models.CheckConstraint(
                condition=Q(riservato=False) | Q(persona__isnull=False),
                name="obiettivo_riservato_con_persona",
                violation_error_message="Un obiettivo riservato riguarda una persona: sceglila.",
            ),
        ]


class RisultatoAtteso(ParteDelPatto):
    """A concrete, dated step towards an objective, with the sign that shows it was reached."""

    obiettivo = models.ForeignKey(ObiettivoPatto, on_delete=models.CASCADE, related_name="risultati")
    indicatore = models.CharField("come si capisce che è raggiunto", max_length=300, blank=True)
    entro = models.DateField("entro", null=True, blank=True)
    componenti = models.ManyToManyField(
        ComponenteCaso, blank=True, related_name="+", verbose_name="chi riguarda"
    )
    stato = models.CharField(
        "stato", max_length=14, choices=StatoRisultato, default=StatoRisultato.NON_AVVIATO
    )
    history = Storico(m2m_fields=[componenti])

    class Meta(ParteDelPatto.Meta):
        verbose_name = "risultato atteso"
        verbose_name_plural = "risultati attesi"
        constraints = [identita_unica("risultato")]


class SostegnoPatto(ParteDelPatto):
    """What the services do: promised only if it exists."""

    risultato = models.ForeignKey(RisultatoAtteso, on_delete=models.CASCADE, related_name="sostegni")
    erogatore = models.CharField("chi lo realizza", max_length=160, blank=True)
    finanziamento = models.CharField("con quali fondi", max_length=160, blank=True)
    componenti = models.ManyToManyField(ComponenteCaso, blank=True, related_name="+", verbose_name="per chi")
    dal = models.DateField("dal", null=True, blank=True)
    al = models.DateField("al", null=True, blank=True)
    frequenza = models.CharField("quanto spesso", max_length=160, blank=True)
    stato = models.CharField("stato", max_length=16, choices=StatoSostegno, default=StatoSostegno.PREVISTO)
    history = Storico(m2m_fields=[componenti])

    class Meta(ParteDelPatto.Meta):
        verbose_name = "sostegno"
        verbose_name_plural = "sostegni"
        constraints = [
            identita_unica("sostegno"),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(dal__isnull=True) | Q(al__gte=F("dal")),
                name="sostegno_finisce_dopo_l_inizio",
                violation_error_message="Il sostegno non può finire prima di iniziare.",
            ),
        ]


class ImpegnoPatto(ParteDelPatto):
    """What a member does. Those involved besides the member obliged carry no condition."""

    risultato = models.ForeignKey(RisultatoAtteso, on_delete=models.CASCADE, related_name="impegni")
    area = models.CharField("area", max_length=10)
    componente = models.ForeignKey(
        ComponenteCaso, on_delete=models.PROTECT, related_name="+", verbose_name="chi si impegna"
    )
    altri = models.ManyToManyField(
        ComponenteCaso, blank=True, related_name="+", verbose_name="chi altro partecipa, senza vincoli"
    )
    sostegno = models.ForeignKey(
        SostegnoPatto,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="impegni",
        verbose_name="parte quando è attivo",
    )
    verifica_chi = models.CharField("chi verifica", max_length=200, blank=True)
    verifica_ruoli = ArrayField(
        models.CharField(max_length=20), verbose_name="funzioni che verificano", default=list, blank=True
    )
    verifica_come = models.CharField("come si verifica", max_length=200, blank=True)
    frequenza = models.CharField("quanto spesso", max_length=160, blank=True)
    dal = models.DateField("dal", null=True, blank=True)
    al = models.DateField("al", null=True, blank=True)
    sanzionabile = models.BooleanField("la legge può collegare una conseguenza", default=False)
    sensibile = models.BooleanField("solo nell'allegato della persona", default=False)
    stato = models.CharField("stato", max_length=28, choices=StatoImpegno, default=StatoImpegno.ATTIVO)
    history = Storico(m2m_fields=[altri])

    class Meta(ParteDelPatto.Meta):
        verbose_name = "impegno"
        verbose_name_plural = "impegni"
        constraints = [
            identita_unica("impegno"),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(dal__isnull=True) | Q(al__gte=F("dal")),
                name="impegno_finisce_dopo_l_inizio",
                violation_error_message="L'impegno non può finire prima di iniziare.",
            ),
        ]
