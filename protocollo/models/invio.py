"""A referral: one person, one question to one body, its answer, the words exchanged."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.transizione import TransizioneAstratta
from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi, Persona
from protocollo.enums import GenereMessaggio, StatoInvio, TipoInvio
from protocollo.models.condivisione import Condivisione
from protocollo.querysets import InvioQuerySet
from protocollo.transizioni import APERTI


class Invio(ConTempi):
    """It lives inside a grant, and is reached only while the grant is in force.

    `esito_il`: day of the fact that the body records (the signature of the PSP, the taking in charge).
    `entro`: copy of the deadline, written by `services.termini` only. `da_leggere`: the other side has said
    something that the social service has not read yet.
    """

    condivisione = models.ForeignKey(Condivisione, on_delete=models.PROTECT, related_name="invii")
    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="invii")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="invii")
    tipo = models.CharField("che cosa si chiede", max_length=16, choices=TipoInvio)
    stato = models.CharField("a che punto è", max_length=18, choices=StatoInvio, default=StatoInvio.INVIATO)
    richiesta = models.TextField("domanda", blank=True)
    inviato_il = models.DateField("inviato il")
    convocato_per = models.DateField("convocato per il", null=True, blank=True)
    esito_il = models.DateField("esito del", null=True, blank=True)
    valido_fino_al = models.DateField("vale fino al", null=True, blank=True)
    entro = models.DateField("risposta entro", null=True, blank=True)
    da_leggere = models.BooleanField("risposta da leggere", default=False)

    objects = InvioQuerySet.as_manager()

    class Meta:
        verbose_name = "invio"
        verbose_name_plural = "invii"
        ordering = ["entro", "pk"]
        indexes = [models.Index(fields=["caso", "stato"], name="invio_del_caso")]
        constraints = [
            models.UniqueConstraint(
                fields=["caso", "persona", "tipo"],
                condition=Q(stato__in=APERTI),
                name="un_solo_invio_aperto",
                violation_error_message="Per questa persona c'è già una richiesta aperta di questo tipo.",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=["sottoscritto", "accolto", "certificato"])
                | Q(esito_il__isnull=False),
                name="invio_con_esito_ha_la_data",
                violation_error_message="Scrivi il giorno.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.persona}"

    @property
    def aperto(self) -> bool:
        return self.stato in APERTI


class TransizioneInvio(TransizioneAstratta):
    oggetto = models.ForeignKey(Invio, on_delete=models.CASCADE, related_name="transizioni")

    class Meta(TransizioneAstratta.Meta):
        verbose_name = "passaggio di stato dell'invio"
        verbose_name_plural = "passaggi di stato dell'invio"

    def __str__(self) -> str:
        return f"{self.da_stato} → {self.a_stato}"


class MessaggioInvio(models.Model):
    """A line of the exchange, seen by both sides. `del_giorno`: day of the update or of the fact.

    `valutazione`: of a breach, what the office decided and when; the other body does not read it. `corregge`: the
    breach that this line takes back or writes anew; nothing already written changes.
    """

    invio = models.ForeignKey(Invio, on_delete=models.CASCADE, related_name="messaggi")
    genere = models.CharField("genere", max_length=14, choices=GenereMessaggio, default=GenereMessaggio.NOTA)
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+", verbose_name="autore")
    dal_partner = models.BooleanField("scritto dall'altro ente")
    testo = models.TextField("testo")
    del_giorno = models.DateField("del giorno", null=True, blank=True)
    scritto_il = models.DateTimeField("scritto il", auto_now_add=True)
    corregge = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corretta_da"
    )
    valutazione = models.TextField("che cosa ha deciso l'ufficio", blank=True)
    valutato_il = models.DateField("valutato il", null=True, blank=True)
    valutato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="valutato da"
    )

    class Meta:
        verbose_name = "messaggio di un invio"
        verbose_name_plural = "messaggi degli invii"
        ordering = ["scritto_il", "pk"]

    def __str__(self) -> str:
        return self.testo[:60]
