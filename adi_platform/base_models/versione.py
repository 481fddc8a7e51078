"""Optimistic concurrency: a token that a form carries and a save checks."""

from typing import Self

from django.db import models

from adi_platform.errori import ConflittoDiVersione


class ConVersione(models.Model):
    """`versione` grows at each save made through `blocca_versione`."""

    versione = models.PositiveIntegerField("versione", default=0, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def blocca_versione(cls, *, pk: int, attesa: int) -> Self:
        """Lock the row and return it with the next version number already set.

        Raises ConflittoDiVersione when the row was saved by someone else after it was read.
        """
        riga = cls._default_manager.select_for_update(of=("self",)).get(pk=pk)
        if riga.versione != attesa:
            raise ConflittoDiVersione("Un'altra persona ha salvato questa parte mentre la stavi scrivendo.")
        riga.versione += 1
        return riga
