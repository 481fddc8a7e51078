"""Reads of cases, named as the office says them; always after `nel_perimetro`."""

import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro

M = TypeVar("M", bound=models.Model)

# Who opens every case of the places where the role holds; the others see their own.
RUOLI_CHE_COORDINANO = (Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)


class CasoQuerySet(models.QuerySet[M]):
    """`nel_perimetro` is the row scope of every page on cases."""

    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        """Cases that the person may open in full."""
        propri = perimetro.filtro(Ruolo.ASSISTENTE_SOCIALE) & Q(case_manager=perimetro.utente_id)
        straordinari = perimetro.filtro(Ruolo.ASSISTENTE_SOCIALE) & Q(
            accessi_concessi__utente=perimetro.utente_id,
            accessi_concessi__scade_il__gt=models.functions.Now(),
            accessi_concessi__revocato_il__isnull=True,
        )
        return self.filter(
            pk__in=self.model._default_manager.filter(
                perimetro.filtro(*RUOLI_CHE_COORDINANO) | propri | straordinari
            ).values("pk")
        )

    def visibili_in_elenco(self, perimetro: Perimetro) -> Self:
        """Cases of the places where the person works: a thin card when not `nel_perimetro`."""
        return self.filter(
            perimetro.filtro(
                Ruolo.SEGRETARIATO,
                Ruolo.ASSISTENTE_SOCIALE,
                Ruolo.RESPONSABILE_VERIFICHE,
                *RUOLI_CHE_COORDINANO,
            )
        )


class ScadenzaQuerySet(models.QuerySet[M]):
    def aperte(self) -> Self:
        return self.filter(stato="aperta")

    def in_ritardo(self, al: datetime.date) -> Self:
        return self.aperte().filter(entro__lt=al)

    def entro_giorni(self, giorni: int, *, al: datetime.date) -> Self:
        return self.aperte().filter(entro__range=(al, al + datetime.timedelta(days=giorni)))
