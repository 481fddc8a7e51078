"""Asking to see a case of a colleague, and the break-glass."""

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.models import Utente
from cases.models.caso import CasoAdi


class CategoriaAccesso(models.TextChoices):
    SOSTITUZIONE = "sostituzione", "Sostituisco la collega o il collega"
    EMERGENZA = "emergenza", "C'è un'urgenza"
    RICHIESTA_CITTADINO = "richiesta_cittadino", "La persona si è presentata da me"
    ALTRO = "altro", "Altro"


class AccessoConcesso(models.Model):
    """A time-limited right on one case, asked with a reason.

    Without `concesso_da` and with `straordinario` true it is a break-glass: it opens at once,
    lasts one hour, and waits for review by the coordinator (`rivisto_il`).
    """

    caso = models.ForeignKey(CasoAdi, on_delete=models.CASCADE, related_name="accessi_concessi")
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="accessi_ottenuti")
    categoria = models.CharField("perché", max_length=20, choices=CategoriaAccesso)
    motivo = models.TextField("motivo")
    straordinario = models.BooleanField("accesso immediato", default=False)
    chiesto_il = models.DateTimeField("chiesto il", auto_now_add=True)
    concesso_da = models.ForeignKey(Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concesso_il = models.DateTimeField("concesso il", null=True, blank=True)
    rifiutato_il = models.DateTimeField("rifiutato il", null=True, blank=True)
    scade_il = models.DateTimeField("scade il", null=True, blank=True)
    revocato_il = models.DateTimeField("revocato il", null=True, blank=True)
    rivisto_da = models.ForeignKey(Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rivisto_il = models.DateTimeField("rivisto il", null=True, blank=True)
    esito_revisione = models.TextField("esito della revisione", blank=True)

    class Meta:
        verbose_name = "accesso concesso a un caso"
        verbose_name_plural = "accessi concessi ai casi"
        ordering = ["-chiesto_il"]
        constraints = [
            models.UniqueConstraint(
                fields=["caso", "utente"],
                condition=Q(concesso_il__isnull=True, rifiutato_il__isnull=True),
                name="una_richiesta_di_accesso_in_attesa",
                violation_error_message="Hai già chiesto l'accesso a questo caso.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.utente} su {self.caso}"
