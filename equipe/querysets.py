"""Reads of teams, named as the office says them."""

import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

M = TypeVar("M", bound=models.Model)


class MembroQuerySet(models.QuerySet[M]):
    def in_carica(self, al: datetime.date) -> Self:
        """Members of the team on the day `al`, both ends included."""
        return self.filter(Q(al__isnull=True) | Q(al__gte=al), dal__lte=al)
