"""Signs of life of the processes that work in the background, read by `/salute/`."""

from django.db import models


class Battito(models.Model):
    """The last sign of life of the worker or of the scheduler."""

    nome = models.CharField("processo", max_length=40, primary_key=True)
    ultimo_il = models.DateTimeField("ultimo segno di vita")

    class Meta:
        verbose_name = "battito"
        verbose_name_plural = "battiti"
        ordering = ["nome"]

    def __str__(self) -> str:
        return self.nome
