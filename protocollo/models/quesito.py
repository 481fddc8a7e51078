"""One question to one named person of another body, and their answer: frozen when it is given."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.transizione import TransizioneAstratta
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi, Persona
from protocollo.enums import EsitoQuesito, StatoQuesito
from protocollo.models.condivisione import Condivisione
from protocollo.querysets import QuesitoQuerySet


class Quesito(ConTempi):
    """It lives inside a grant: who is asked reads it, and answers, only while the grant is in force.

    `persona` None: about all the persons of the grant. `entro`: last useful day; a late answer is still
    welcome, until the grant ends and the question expires. `impronta` is the SHA-256 of the answer as canonical
    JSON, that of the file included; a trigger of the database lets nobody change what was answered. Only the
    case manager and the coordinator read it. `letto_il`: when the social service took note of the answer.
    """

    condivisione = models.ForeignKey(Condivisione, on_delete=models.PROTECT, related_name="quesiti")
    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="quesiti")
    persona = models.ForeignKey(
        Persona,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quesiti",
        verbose_name="su chi",
    )
    a = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="quesiti_ricevuti", verbose_name="a chi"
    )
    domanda = models.TextField("domanda")
    stato = models.CharField(
        "a che punto è", max_length=10, choices=StatoQuesito, default=StatoQuesito.APERTO
    )
    chiesto_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="quesiti_fatti", verbose_name="chi chiede"
    )
    chiesto_il = models.DateField("chiesto il")
    entro = models.DateField("risposta entro")
    sollecitato_il = models.DateField("sollecitato il", null=True, blank=True)
    esito = models.CharField("risposta", max_length=10, choices=EsitoQuesito, blank=True)
    testo = models.TextField("parole della risposta", blank=True)
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="allegato"
    )
    impronta = models.CharField("impronta della risposta", max_length=64, blank=True)
    risposto_il = models.DateTimeField("risposto il", null=True, blank=True)
    letto_il = models.DateTimeField("letto il", null=True, blank=True)

    objects = QuesitoQuerySet.as_manager()

    class Meta:
        verbose_name = "domanda a una persona di un altro ente"
        verbose_name_plural = "domande a persone di altri enti"
        ordering = ["entro", "pk"]
        indexes = [
            models.Index(fields=["caso", "stato"], name="quesito_del_caso"),
            models.Index(fields=["a", "stato"], name="quesito_a_chi"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stato="risposto", risposto_il__isnull=False)
                & ~Q(esito="")
                & Q(impronta__regex=r"^[0-9a-f]{64}$")
                | ~Q(stato="risposto")
                & Q(risposto_il__isnull=True, esito="", testo="", impronta="", documento__isnull=True),
                name="quesito_risposto_ha_la_risposta",
                violation_error_message="Una domanda ha una risposta quando qualcuno ha risposto.",
            ),
        ]

    def __str__(self) -> str:
        return self.domanda[:60]

    @property
    def aperto(self) -> bool:
        return self.stato == StatoQuesito.APERTO


class TransizioneQuesito(TransizioneAstratta):
    oggetto = models.ForeignKey(Quesito, on_delete=models.CASCADE, related_name="transizioni")

    class Meta(TransizioneAstratta.Meta):
        verbose_name = "passaggio di stato di una domanda"
        verbose_name_plural = "passaggi di stato delle domande"

    def __str__(self) -> str:
        return f"{self.da_stato} → {self.a_stato}"
