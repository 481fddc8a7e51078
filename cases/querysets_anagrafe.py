"""Row scope of persons and households: who may open which sheet."""

from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro

M = TypeVar("M", bound=models.Model)

# Who sees everybody who lives where the role holds.
RUOLI_DEL_TERRITORIO = (
    Ruolo.SEGRETARIATO,
    Ruolo.RESPONSABILE_VERIFICHE,
    Ruolo.COORDINATORE,
    Ruolo.DIRIGENTE,
    Ruolo.DPO_AUDITOR,
)
# Who sees whoever has no case yet, to open one.
RUOLI_DI_ACCOGLIENZA = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.SEGRETARIATO)
# Who meets people of the Ambito outside their own cases, as a thin card.
RUOLI_CHE_CERCANO_NELL_AMBITO = (Ruolo.ASSISTENTE_SOCIALE, *RUOLI_DEL_TERRITORIO)


def _righe(modello: str) -> models.QuerySet[Any]:
    """Rows of a model of this app; by name, because models import this module."""
    righe: models.QuerySet[Any] = apps.get_model("cases", modello)._default_manager.order_by()
    return righe


def _casi_apribili(perimetro: Perimetro) -> models.QuerySet[Any]:
    casi: models.QuerySet[Any] = _righe("CasoAdi").nel_perimetro(perimetro).values("pk")  # type: ignore[attr-defined]
    return casi


class AttestazioneQuerySet(models.QuerySet[M]):
    def valide(self) -> Self:
        """The ones that count: an annulled attestation stays written, and counts for nothing."""
        return self.filter(annullata_il__isnull=True)


class PersonaQuerySet(models.QuerySet[M]):
    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        """Whoever has a sheet that may be opened: of one's territory, of one's cases, or with no case yet."""
        casi = _casi_apribili(perimetro)
        mia = OuterRef("pk")
        nei_casi = Exists(_righe("ComponenteCaso").filter(persona=mia, caso__in=casi)) | Exists(
            _righe("Appartenenza").filter(persona=mia, nucleo__casi__in=casi)
        )
        return self.filter(
            perimetro.filtro(*RUOLI_DEL_TERRITORIO, comune="comune_residenza_id")
            | nei_casi
            | (self._accoglibili(perimetro) & self._senza_caso())
        )

    def nell_ambito(self, perimetro: Perimetro) -> Self:
        """Persons that a search may name: a thin card when not `nel_perimetro`. Never protected ones."""
        return self.filter(
            ambito_id__in=perimetro.ambiti_come(*RUOLI_CHE_CERCANO_NELL_AMBITO), protetta=False
        )

    def _accoglibili(self, perimetro: Perimetro) -> Q:
        del_posto = perimetro.filtro(*RUOLI_DI_ACCOGLIENZA, comune="comune_residenza_id")
        senza_posto = Q(
            comune_residenza__isnull=True, ambito_id__in=perimetro.ambiti_come(*RUOLI_DI_ACCOGLIENZA)
        )
        return del_posto | senza_posto

    def _senza_caso(self) -> Q:
        mia = OuterRef("pk")
        return ~Exists(_righe("ComponenteCaso").filter(persona=mia)) & ~Exists(
            _righe("Appartenenza").filter(persona=mia, nucleo__casi__isnull=False)
        )


class NucleoQuerySet(models.QuerySet[M]):
    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        """Households of the person's territory, of their cases, or with no case yet."""
        mio = OuterRef("pk")
        senza_posto = Q(comune__isnull=True, ambito_id__in=perimetro.ambiti_come(*RUOLI_DI_ACCOGLIENZA))
        accoglibile = perimetro.filtro(*RUOLI_DI_ACCOGLIENZA) | senza_posto
        return self.filter(
            perimetro.filtro(*RUOLI_DEL_TERRITORIO)
            | Exists(_righe("CasoAdi").filter(nucleo=mio, pk__in=_casi_apribili(perimetro)))
            | (accoglibile & ~Exists(_righe("CasoAdi").filter(nucleo=mio)))
        )
