"""A room where people meet."""

from django.db import models

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Sede


class Stanza(ConTempi):
    """A room of a venue, open for meetings on working days from `dalle` to `alle`."""

    sede = models.ForeignKey(Sede, on_delete=models.PROTECT, related_name="stanze")
    nome = models.CharField("nome", max_length=80)
    posti = models.PositiveSmallIntegerField("posti a sedere", default=8)
    dalle = models.TimeField("si usa dalle")
    alle = models.TimeField("alle")
    attiva = models.BooleanField("si può usare", default=True)

    class Meta:
        verbose_name = "stanza"
        verbose_name_plural = "stanze"
        ordering = ["sede", "nome"]
        constraints = [
            models.UniqueConstraint(
                fields=["sede", "nome"],
                name="stanza_nome_unico_nella_sede",
                violation_error_message="In questa sede c'è già una stanza con questo nome.",
            ),
            models.CheckConstraint(
                condition=models.Q(alle__gt=models.F("dalle")),
                name="stanza_chiude_dopo_l_apertura",
                violation_error_message="L'ora di chiusura viene dopo quella di apertura.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome}, {self.sede.nome_col_comune}"
