"""Reads of teams, named as the office says them."""

import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

M = TypeVar("M", bound=models.Model)


class MembroQuerySet(models.QuerySet[M]):
    def in_carica(self, al: datetime.date) -> Self:
        """Members of the team on the day `al`, both ends included."""
        return self.filter(Q(al__isnull=True) | Q(al__gte=al), dal__lte=al)


class ContributoQuerySet(models.QuerySet[M]):
    def in_attesa(self) -> Self:
        """Without an answer, and the last word of that author on that item and subject."""
        dopo = self.model._default_manager.filter(
            Q(persona=OuterRef("persona")) | Q(persona__isnull=True),
            quadro=OuterRef("quadro"),
            voce=OuterRef("voce"),
            autore=OuterRef("autore"),
            pk__gt=OuterRef("pk"),
        )
        return self.filter(~Exists(dopo), esito__isnull=True)
