"""Who wrote a row and when."""

from django.conf import settings
from django.db import models


class ConTempi(models.Model):
    """Creation and last change, with the person who made the last change (shown on every block)."""

    creato_il = models.DateTimeField("creato il", auto_now_add=True, editable=False)
    aggiornato_il = models.DateTimeField("aggiornato il", auto_now=True, editable=False)
    aggiornato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="aggiornato da",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True
