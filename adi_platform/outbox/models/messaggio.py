"""A message to one person: written in the transaction of the act it tells of, sent afterwards."""

import hashlib

from django.db import models

from adi_platform.outbox.models.consegna import Consegna, ConsegnaQuerySet


class MessaggioQuerySet(ConsegnaQuerySet["Messaggio"]):
    """Typed for this model."""


class Messaggio(Consegna):
    """An e-mail with its attachments (each: nome, tipo, contenuto in base64)."""

    evento = models.CharField("evento", max_length=80)
    destinatario = models.EmailField("destinatario")
    oggetto = models.CharField("oggetto", max_length=250)
    testo = models.TextField("testo")
    html = models.TextField("testo con formattazione", blank=True)
    allegati = models.JSONField("allegati", default=list, blank=True)

    objects = MessaggioQuerySet.as_manager()

    class Meta(Consegna.Meta):
        verbose_name = "messaggio"
        verbose_name_plural = "messaggi"
        indexes = [
            models.Index(
                fields=["disponibile_dal"],
                name="messaggio_da_spedire",
                condition=models.Q(stato__in=["in_attesa", "in_corso"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.evento}: {self.get_stato_display()}"

    @property
    def message_id(self) -> str:
        """Always the same for the same key: a mail server that gets it twice can tell."""
        return f"<{hashlib.sha256(self.chiave.encode()).hexdigest()[:40]}@adi-platform.invalid>"
