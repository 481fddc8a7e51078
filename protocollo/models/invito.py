"""The invitation of a person of another body: single use, short, bound to an address."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ente, Utente


class InvitoReferente(ConTempi):
    """The token is not kept: only its SHA-256. `incarico_al`: last day of the post, if it has one.

    `da_confermare`: asked by who looks after a body without known domains; no link exists until the coordinator
    says yes (`confermato_da`).
    """

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="inviti")
    email = models.EmailField("posta elettronica")
    amministra_ente = models.BooleanField("può invitare i colleghi", default=False)
    incarico_al = models.DateField("incarico fino al", null=True, blank=True)
    impronta = models.CharField("impronta del collegamento", max_length=64, unique=True)
    scade_il = models.DateTimeField("scade il")
    usato_il = models.DateTimeField("usato il", null=True, blank=True)
    da_confermare = models.BooleanField("aspetta il coordinamento", default=False)
    confermato_da = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="confermato da",
    )
    annullato_il = models.DateTimeField("annullato il", null=True, blank=True)
    utente = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="account aperto",
    )

    class Meta:
        verbose_name = "invito di un referente"
        verbose_name_plural = "inviti dei referenti"
        ordering = ["-creato_il", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(usato_il__isnull=True, annullato_il__isnull=True),
                name="un_solo_invito_aperto_per_indirizzo",
            ),
            models.CheckConstraint(
                condition=Q(usato_il__isnull=True) | Q(utente__isnull=False),
                name="invito_usato_ha_un_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} per {self.ente}"
