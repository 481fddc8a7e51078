"""Who is called to a meeting, and who was there."""

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import Presenza
from adi_platform.riunioni.models.riunione import Riunione


class Partecipante(models.Model):
    """A person with an account, or an outsider with name, body and function."""

    riunione = models.ForeignKey(Riunione, on_delete=models.CASCADE, related_name="partecipanti")
    utente = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="partecipazioni"
    )
    nome = models.CharField("nome", max_length=160, blank=True)
    ente = models.CharField("ente", max_length=160, blank=True)
    funzione = models.CharField("in che veste", max_length=120, blank=True)
    presenza = models.CharField("presenza", max_length=10, choices=Presenza, default=Presenza.INVITATO)
    delegato = models.CharField("nome del delegato", max_length=160, blank=True)

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
        ]

    def __str__(self) -> str:
        return self.nome_intero

    @property
    def nome_intero(self) -> str:
        return str(self.utente) if self.utente else self.nome
