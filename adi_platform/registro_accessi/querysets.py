"""Reads of the register of reads, named as the office says them."""

import datetime
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

ROMA = ZoneInfo("Europe/Rome")
M = TypeVar("M", bound=models.Model)


class LetturaQuerySet(models.QuerySet[M]):
    """Always after a restriction to Ambiti or to one case, made by the caller."""

    def del_caso(self, *, ambito_id: int, caso_id: int) -> Self:
        return self.filter(ambito_id=ambito_id, caso_id=caso_id)

    def nel_periodo(self, dal: datetime.date | None, al: datetime.date | None) -> Self:
        """From the first to the last day, both included, in the time of Rome."""
        righe = self
        if dal:
            righe = righe.filter(avvenuta_il__gte=_mezzanotte(dal))
        if al and al < datetime.date.max:
            righe = righe.filter(avvenuta_il__lt=_mezzanotte(al + datetime.timedelta(days=1)))
        return righe

    def di_chi(self, testo: str) -> Self:
        """Reads made by the people whose name, surname or address contains every word."""
        righe = self.annotate(chi=Concat("utente__nome", Value(" "), "utente__cognome"))
        for parola in testo.split()[:6]:
            righe = righe.filter(Q(chi__icontains=parola) | Q(utente__email__icontains=parola))
        return righe

    def dalla_piu_recente(self) -> Self:
        return self.select_related("utente__ente").order_by("-avvenuta_il", "-numero")


def _mezzanotte(giorno: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(giorno, datetime.time(), tzinfo=ROMA)
