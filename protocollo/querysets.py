"""Reads of what is shared, named as the office says them."""

import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from adi_platform.organizzazione.enums import Ruolo, TipoEnte
from adi_platform.organizzazione.perimetro import Perimetro
from cases.transizioni import FINALI
from protocollo.enums import StatoQuesito, TipoProiezione
from protocollo.transizioni import APERTI

M = TypeVar("M", bound=models.Model)


def di_servizi_sanitari(prefisso: str = "") -> Q:
    """Condition on Condivisione: with a health service, also when it is only invited to a meeting."""
    return Q(**{f"{prefisso}proiezione": TipoProiezione.SALUTE}) | Q(
        **{f"{prefisso}proiezione": TipoProiezione.EQUIPE, f"{prefisso}ente__tipo": TipoEnte.ASL}
    )


def chi_e(perimetro: Perimetro) -> Q:
    """Condition on Condivisione: named among the recipients, of that very body, with the post in force."""
    if perimetro.ente_id is None:
        return Q(pk__in=[])
    oggi = timezone.localdate()
    return Q(
        Q(destinatari__al__isnull=True) | Q(destinatari__al__gte=oggi),
        destinatari__utente=perimetro.utente_id,
        destinatari__dal__lte=oggi,
        ente=perimetro.ente_id,
        caso__ambito__in=perimetro.ambiti_come(Ruolo.REFERENTE_PARTNER),
    )


class CondivisioneQuerySet(models.QuerySet[M]):
    """The grant is the only door of a partner; it closes by itself."""

    def in_vigore(self, al: datetime.date) -> Self:
        """Not revoked, between its days (both included), on a case that is still open."""
        return self.filter(revocata_il__isnull=True, dal__lte=al, al__gte=al).exclude(caso__stato__in=FINALI)

    def del_partner(self, perimetro: Perimetro) -> Self:
        return self.in_vigore(timezone.localdate()).filter(chi_e(perimetro)).distinct()


class InvioQuerySet(models.QuerySet[M]):
    def aperti(self) -> Self:
        return self.filter(stato__in=APERTI)

    def in_ritardo(self, al: datetime.date) -> Self:
        return self.aperti().filter(entro__lt=al)


class QuesitoQuerySet(models.QuerySet[M]):
    def aperti(self) -> Self:
        return self.filter(stato=StatoQuesito.APERTO)

    def in_ritardo(self, al: datetime.date) -> Self:
        return self.aperti().filter(entro__lt=al)

    def da_leggere(self) -> Self:
        return self.filter(stato=StatoQuesito.RISPOSTO, letto_il__isnull=True)
