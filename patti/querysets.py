"""Reads of the Patti, named as the office says them; always after `nel_perimetro`."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Prefetch

from adi_platform.organizzazione.perimetro import Perimetro
from cases.models import CasoAdi, ComponenteCaso
from patti.enums import STATI_IN_PREPARAZIONE, STATI_IN_VIGORE

M = TypeVar("M", bound=models.Model)


class PattoQuerySet(models.QuerySet[M]):
    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        """Patti of the cases that the person may open."""
        return self.filter(caso__in=CasoAdi.objects.nel_perimetro(perimetro))

    def in_vigore(self) -> Self:
        return self.filter(stato__in=STATI_IN_VIGORE)

    def in_preparazione(self) -> Self:
        return self.filter(stato__in=STATI_IN_PREPARAZIONE)

    def con_le_persone(self) -> Self:
        """With case, signatories and members: what every page of a Patto shows."""
        return self.select_related(
            "caso__nucleo__referente",
            "pai",
            "caso__comune",
            "caso__ambito",
            "case_manager",
            "referente_familiare__persona",
            "aggiornato_da",
        ).prefetch_related(
            Prefetch("caso__componenti", queryset=ComponenteCaso.objects.select_related("persona"))
        )


class ObiettivoQuerySet(models.QuerySet[M]):
    def con_il_contenuto(self) -> Self:
        """With everything under each objective: the number of queries does not grow with the rows."""
        return self.select_related("persona__persona").prefetch_related(
            "risultati__componenti__persona",
            "risultati__sostegni__componenti__persona",
            "risultati__impegni__componente__persona",
            "risultati__impegni__altri__persona",
            "risultati__impegni__sostegno",
        )
