"""Who is called to a meeting, and who was there."""

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import Presenza, Risposta
from adi_platform.riunioni.models.riunione import Riunione

TONI = {
    Risposta.ACCETTATO: "successo",
    Risposta.RIFIUTATO: "pericolo",
    Risposta.ALTRO_ORARIO: "attenzione",
    Risposta.DELEGA: "info",
}


class Partecipante(models.Model):
    """A person with an account, or an outsider with name, body and function.

    The answer regards the date of now: a new date empties it. `visto_il` is the first time that the person
    opened the invitation for this date; `delegato_utente` the colleague who goes instead.
    """

    riunione = models.ForeignKey(Riunione, on_delete=models.CASCADE, related_name="partecipanti")
    utente = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="partecipazioni"
    )
    nome = models.CharField("nome", max_length=160, blank=True)
    ente = models.CharField("ente", max_length=160, blank=True)
    funzione = models.CharField("in che veste", max_length=120, blank=True)
    presenza = models.CharField("presenza", max_length=10, choices=Presenza, default=Presenza.INVITATO)
    delegato = models.CharField("nome del delegato", max_length=160, blank=True)

    email = models.EmailField("posta elettronica", blank=True)
    risposta = models.CharField("risposta", max_length=12, choices=Risposta, default=Risposta.IN_ATTESA)
    motivo = models.CharField("perché", max_length=300, blank=True)
    altro_inizio = models.DateTimeField("quando potrebbe", null=True, blank=True)
    delegato_utente = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deleghe_ricevute",
        verbose_name="il collega che va al suo posto",
    )
    risposto_il = models.DateTimeField("risposto il", null=True, blank=True)
    visto_il = models.DateTimeField("visto il", null=True, blank=True)
    promemoria_il = models.DateTimeField("promemoria spedito il", null=True, blank=True)

    class Meta:
        verbose_name = "partecipante"
        verbose_name_plural = "partecipanti"
        ordering = ["riunione", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["riunione", "utente"],
                condition=Q(utente__isnull=False),
                name="partecipante_una_volta_sola",
            ),
            models.CheckConstraint(
                condition=Q(utente__isnull=False) | ~Q(nome=""),
                name="partecipante_ha_un_nome",
                violation_error_message="Scrivi il nome di chi partecipa.",
            ),
            models.CheckConstraint(
                condition=~Q(presenza=Presenza.DELEGATO) | ~Q(delegato=""),
                name="partecipante_con_delegato_nominato",
                violation_error_message="Scrivi il nome del delegato.",
            ),
            models.CheckConstraint(
                condition=Q(risposta=Risposta.IN_ATTESA) | Q(risposto_il__isnull=False),
                name="partecipante_risposta_con_data",
            ),
            models.CheckConstraint(
                condition=~Q(risposta=Risposta.RIFIUTATO) | ~Q(motivo=""),
                name="partecipante_rifiuta_con_motivo",
                violation_error_message="Scrivi perché non puoi.",
            ),
            models.CheckConstraint(
                condition=~Q(risposta=Risposta.ALTRO_ORARIO) | Q(altro_inizio__isnull=False),
                name="partecipante_propone_un_orario",
                violation_error_message="Scrivi quando potresti.",
            ),
            models.CheckConstraint(
                condition=Q(risposta=Risposta.DELEGA, delegato_utente__isnull=False)
                | ~Q(risposta=Risposta.DELEGA) & Q(delegato_utente__isnull=True),
                name="partecipante_delega_a_qualcuno",
                violation_error_message="Scegli il collega che va al tuo posto.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome_intero

    @property
    def nome_intero(self) -> str:
        return str(self.utente) if self.utente else self.nome

    @property
    def posta(self) -> str:
        """Where to write to: the account if it is open, otherwise the address that is known, if any."""
        if self.utente is not None:
            return self.utente.email if self.utente.is_active else ""
        return self.email

    @property
    def tono(self) -> str:
        """Colour of the answer on the pages."""
        return TONI.get(Risposta(self.risposta), "neutro")
