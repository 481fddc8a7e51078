"""Reads of the requests for contributions, named as the office says them; always after `nel_perimetro`."""

import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from cases.models import CasoAdi
from contributi.enums import (
    DA_PAGARE,
    STATI_DECISI,
    STATI_DELL_URGENZA,
    Corsia,
    ModoErogazione,
    StatoBuono,
    StatoMisura,
    StatoRata,
    StatoRichiesta,
)

M = TypeVar("M", bound=models.Model)

RUOLI_DELL_AMBITO = (Ruolo.DIRIGENTE, Ruolo.AMMINISTRATIVO_CONTABILE, Ruolo.DPO_AUDITOR)
RUOLI_DEL_DENARO = (*RUOLI_DELL_AMBITO, Ruolo.COORDINATORE)


class MisuraQuerySet(models.QuerySet[M]):
    def dell_ambito(self, ambito_id: int) -> Self:
        return self.filter(ambito_id=ambito_id)

    def in_vigore_al(self, giorno: datetime.date) -> Self:
        return self.filter(
            Q(valida_al__isnull=True) | Q(valida_al__gte=giorno),
            stato=StatoMisura.IN_VIGORE,
            valida_dal__lte=giorno,
        )


class RichiestaQuerySet(models.QuerySet[M]):
    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        """Requests of the cases that the person opens, and those of the Ambito for who decides and pays."""
        return self.filter(
            Q(caso__in=CasoAdi.objects.nel_perimetro(perimetro)) | perimetro.filtro(*RUOLI_DELL_AMBITO)
        )

    def visibili(self, perimetro: Perimetro) -> Self:
        """What `nel_perimetro` gives, plus what the counter of the same places may register."""
        return self.filter(
            Q(caso__in=CasoAdi.objects.nel_perimetro(perimetro))
            | perimetro.filtro(*RUOLI_DELL_AMBITO)
            | Q(caso__in=CasoAdi.objects.con_contatti(perimetro))
        )

    def in_attesa_di_decisione(self) -> Self:
        return self.exclude(stato__in=[StatoRichiesta.BOZZA, *STATI_DECISI])

    def urgenti_da_decidere(self) -> Self:
        """Indifferibili e urgenti: the Dirigente decides on a summary istruttoria, before the commission."""
        return self.filter(corsia=Corsia.URGENTE, stato__in=STATI_DELL_URGENZA)

    def per_elenco(self) -> Self:
        """With what every list and page of a request shows."""
        return self.select_related(
            "misura",
            "richiedente",
            "comune",
            "assistente",
            "registrazione",
            "caso__nucleo__referente",
            "aggiornato_da",
            "pai__registrazione",
        )

    def aperte(self) -> Self:
        return self.exclude(
            stato__in=[
                StatoRichiesta.NEGATA,
                StatoRichiesta.REVOCATA,
                StatoRichiesta.CONCLUSA,
                StatoRichiesta.RINUNCIATA,
                StatoRichiesta.ARCHIVIATA,
            ]
        )


class ProvvedimentoQuerySet(models.QuerySet[M]):
    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        return self.filter(
            Q(richiesta__caso__in=CasoAdi.objects.nel_perimetro(perimetro))
            | perimetro.filtro(
                *RUOLI_DELL_AMBITO, ambito="richiesta__ambito_id", comune="richiesta__comune_id"
            )
        )


RUOLI_SULLE_COMMISSIONI = (Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)


def nelle_commissioni(perimetro: Perimetro, prefisso: str = "") -> Q:
    """Commissions where the person sits today, and those of the Ambito for who answers for all of them.

    `prefisso` is the path from the row to its commission, ending with two underscores.
    """
    oggi = timezone.localdate()
    campo = f"{prefisso}componenti"
    siede = Q(
        Q(**{f"{campo}__al__isnull": True}) | Q(**{f"{campo}__al__gte": oggi}),
        **{
            f"{campo}__utente_id": perimetro.utente_id,
            f"{campo}__dal__lte": oggi,
            f"{prefisso}ambito__in": perimetro.ambiti,
        },
    )
    return siede | Q(**{f"{prefisso}ambito__in": perimetro.ambiti_come(*RUOLI_SULLE_COMMISSIONI)})


class CommissioneQuerySet(models.QuerySet[M]):
    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        return self.filter(nelle_commissioni(perimetro)).distinct()


class SedutaQuerySet(models.QuerySet[M]):
    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        return self.filter(nelle_commissioni(perimetro, "commissione__")).distinct()


class DellaRichiestaQuerySet(models.QuerySet[M]):
    """Rows of the money of a request: plans, recoveries."""

    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        return self.filter(_richiesta_nel_perimetro(perimetro, "richiesta"))


class RataQuerySet(models.QuerySet[M]):
    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        return self.filter(_richiesta_nel_perimetro(perimetro, "piano__richiesta"))

    def in_denaro(self) -> Self:
        """Paid by accounting: vouchers are settled with the shops."""
        return self.exclude(piano__modo=ModoErogazione.BUONO)

    def scadute_entro(self, giorno: datetime.date) -> Self:
        """Still to pay, due in the month of that day or before."""
        return self.filter(stato=StatoRata.DA_LIQUIDARE, mese__lte=giorno)

    def che_restano(self, mese: datetime.date) -> Self:
        """What a change from that month on does not touch: earlier months, and what is paid or on its way."""
        vive = self.exclude(stato=StatoRata.ANNULLATA)
        return vive.exclude(mese__gte=mese, stato__in=DA_PAGARE)


class BuonoQuerySet(models.QuerySet[M]):
    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        return self.filter(_richiesta_nel_perimetro(perimetro, "rata__piano__richiesta"))

    def oltre_la_scadenza(self, giorno: datetime.date) -> Self:
        return self.filter(stato__in=[StatoBuono.ATTIVO, StatoBuono.SOSPESO], scade_il__lt=giorno)


class DellAmbitoQuerySet(models.QuerySet[M]):
    """Budget lines, creditors, lists, shops: of the Ambito, for who pays, coordinates, decides or controls."""

    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        return self.filter(ambito__in=perimetro.ambiti_come(*RUOLI_DEL_DENARO))


def _richiesta_nel_perimetro(perimetro: Perimetro, percorso: str) -> Q:
    return Q(**{f"{percorso}__caso__in": CasoAdi.objects.nel_perimetro(perimetro)}) | perimetro.filtro(
        *RUOLI_DELL_AMBITO, ambito=f"{percorso}__ambito_id", comune=f"{percorso}__comune_id"
    )
