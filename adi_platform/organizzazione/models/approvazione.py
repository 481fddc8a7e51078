"""Four eyes: what one person proposes has effect when another one approves it."""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models

from adi_platform.organizzazione.enums import Approvazione

M = TypeVar("M", bound=models.Model)


class ApprovazioneQuerySet(models.QuerySet[M]):
    def approvati(self) -> Self:
        return self.filter(approvazione=Approvazione.APPROVATO)


class DaApprovare(models.Model):
    """`approvazione` says whether the row has effect; rows written by the set-up are born approved."""

    approvazione = models.CharField(
        "approvazione", max_length=10, choices=Approvazione, default=Approvazione.APPROVATO
    )
    deciso_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="approvato o respinto da",
    )
    deciso_il = models.DateTimeField("deciso il", null=True, blank=True)
    motivo_rifiuto = models.CharField("perché non è approvato", max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def in_attesa(self) -> bool:
        return self.approvazione == Approvazione.PROPOSTO

    @property
    def approvato(self) -> bool:
        return self.approvazione == Approvazione.APPROVATO
