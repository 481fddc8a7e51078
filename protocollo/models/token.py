"""The key with which the program of another body reads and writes by itself: of the body, with a person who answers."""

import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ente, Utente
from protocollo.enums import PermessoToken

M = TypeVar("M", bound=models.Model)


class TokenEnteQuerySet(models.QuerySet[M]):
    def validi(self, al: datetime.date) -> Self:
        """Not revoked, until its last day included."""
        return self.filter(revocato_il__isnull=True, scade_il__gte=al)


class TokenEnte(ConTempi):
    """Only the SHA-256 of the key is kept; `inizio` are its first characters, to tell one from another.

    `responsabile` is the referent of the body in whose name every read and every answer is written down: the
    key stops with their post. `scade_il`: last day, included.
    """

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="token")
    responsabile = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="token_affidati", verbose_name="chi ne risponde"
    )
    nome = models.CharField("quale programma", max_length=80)
    permesso = models.CharField("che cosa può fare", max_length=10, choices=PermessoToken)
    inizio = models.CharField("primi caratteri", max_length=8)
    impronta = models.CharField("impronta della chiave", max_length=64, unique=True)
    scade_il = models.DateField("vale fino al")
    emesso_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="+", verbose_name="emessa da"
    )
    usato_il = models.DateTimeField("ultimo uso", null=True, blank=True)
    revocato_il = models.DateTimeField("revocata il", null=True, blank=True)
    revocato_da = models.ForeignKey(Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = TokenEnteQuerySet.as_manager()

    class Meta:
        verbose_name = "chiave di un ente"
        verbose_name_plural = "chiavi degli enti"
        ordering = ["-creato_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revocato_il__isnull=True) | Q(revocato_da__isnull=False),
                name="token_revocato_da_qualcuno",
                violation_error_message="Una chiave la revoca qualcuno.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome} ({self.inizio}…)"

    @property
    def scrive(self) -> bool:
        return self.permesso == PermessoToken.SCRITTURA

    @property
    def valido(self) -> bool:
        return self.revocato_il is None and self.scade_il >= timezone.localdate()


class RichiestaApi(models.Model):
    """A write that a program asked for under a key of its own, so that asking twice does not do it twice.

    `impronta` is the SHA-256 of address and body; `scritto` the row that came of it. The answer is not kept.
    """

    token = models.ForeignKey(TokenEnte, on_delete=models.CASCADE, related_name="richieste")
    chiave = models.CharField("chiave della richiesta", max_length=80)
    impronta = models.CharField("impronta della richiesta", max_length=64)
    scritto = models.BigIntegerField("che cosa ha scritto", default=0)
    ricevuta_il = models.DateTimeField("ricevuta il", auto_now_add=True)

    class Meta:
        verbose_name = "richiesta di un programma"
        verbose_name_plural = "richieste dei programmi"
        ordering = ["-ricevuta_il", "-pk"]
        constraints = [models.UniqueConstraint(fields=["token", "chiave"], name="richiesta_una_volta")]

    def __str__(self) -> str:
        return self.chiave
