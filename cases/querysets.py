"""Reads of cases, named as the office says them; always after `nel_perimetro`."""

import datetime
from collections.abc import Callable
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro

M = TypeVar("M", bound=models.Model)
AmbitoVisibile = Callable[[Perimetro], Q]

# Who opens every case of the places where the role holds; the others see their own.
RUOLI_CHE_COORDINANO = (Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)
# Who meets a thin card for the cases that they may not open.
RUOLI_DEI_COLLEGHI = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.SEGRETARIATO, Ruolo.RESPONSABILE_VERIFICHE)

GIORNI_VICINI = 7
# Counters and pages stop here: further on the page says "oltre", and filters are of more use.
CONTATI = 1_000
NIENTE = Q(pk__in=[])

_ambiti_visibili: list[AmbitoVisibile] = []


def registra_ambito_visibile(funzione: AmbitoVisibile) -> None:
    """An upper floor adds cases that a person may open in full (the cases of their team).

    `funzione(perimetro)` gives a condition on CasoAdi, `NIENTE` when it adds nothing.
    """
    if funzione not in _ambiti_visibili:
        _ambiti_visibili.append(funzione)


class CasoQuerySet(models.QuerySet[M]):
    """`nel_perimetro` is the row scope of every page on cases."""

    def nel_perimetro(self, perimetro: Perimetro) -> Self:
        """Cases that the person may open in full.

        Whoever coordinates a place is a plain condition on the row, that reads the indexes in any order; the
        few cases of one person are a list of keys, found first. Neither reads the whole table.
        """
        propri = Q(pk__in=self._chiavi_proprie(perimetro))
        return self.filter(perimetro.filtro(*RUOLI_CHE_COORDINANO) | propri)

    def _chiavi_proprie(self, perimetro: Perimetro) -> models.QuerySet[Any]:
        """Followed by the person, opened to them for a while, or added by an upper floor."""
        casi = self.model._default_manager.order_by()
        dei_luoghi = casi.filter(perimetro.filtro(Ruolo.ASSISTENTE_SOCIALE))
        concessi = dei_luoghi.filter(
            accessi_concessi__utente=perimetro.utente_id,
            accessi_concessi__scade_il__gt=models.functions.Now(),
            accessi_concessi__revocato_il__isnull=True,
        )
        dall_alto = [casi.filter(funzione(perimetro)) for funzione in _ambiti_visibili]
        gruppi = [dei_luoghi.filter(case_manager=perimetro.utente_id), concessi, *dall_alto]
        primo, *altri = (gruppo.values("pk") for gruppo in gruppi)
        return primo.union(*altri)

    def visibili_in_elenco(self, perimetro: Perimetro) -> Self:
        """Cases of the places where the person works: a thin card when not `nel_perimetro`."""
        return self.filter(perimetro.filtro(*RUOLI_DEI_COLLEGHI, *RUOLI_CHE_COORDINANO))

    def con_contatti(self, perimetro: Perimetro) -> Self:
        """Cases of which the counter may see household and contacts, to make appointments."""
        return self.filter(perimetro.filtro(Ruolo.SEGRETARIATO))

    def da_verificare(self, perimetro: Perimetro) -> Self:
        """Cases of which the checks office may see household and requirements."""
        return self.filter(perimetro.filtro(Ruolo.RESPONSABILE_VERIFICHE))

    def in_corso(self) -> Self:
        return self.exclude(stato__in=["chiuso", "trasferito"])

    def da_assegnare(self) -> Self:
        return self.in_corso().filter(case_manager__isnull=True)

    def della_categoria(self, categoria: str, al: datetime.date) -> Self:
        """Late, soon, waiting for others, all right: the counters of the desk."""
        return self.filter(categorie(al)[categoria])

    def conta_categorie(self, al: datetime.date) -> dict[str, int]:
        """The counters; past CONTATI it is only said that they are more, so that nobody counts a whole table."""
        return {
            nome: self.order_by().filter(condizione)[: CONTATI + 1].count()
            for nome, condizione in categorie(al).items()
        }


def categorie(al: datetime.date) -> dict[str, Q]:
    """Where a case stands on the day `al`, from its next step. Each case is in one category only."""
    fine = al + datetime.timedelta(days=GIORNI_VICINI)
    puntuale = Q(prossimo_passo__entro__isnull=True) | Q(prossimo_passo__entro__gte=al)
    lontana = Q(prossimo_passo__entro__isnull=True) | Q(prossimo_passo__entro__gt=fine)
    senza_consiglio = Q(prossimo_passo__consigliata_entro__isnull=True) | Q(
        prossimo_passo__consigliata_entro__gt=fine
    )
    # Two narrow ranges, that each find their index.
    vicina = Q(prossimo_passo__entro__range=(al, fine)) | (
        puntuale & Q(prossimo_passo__consigliata_entro__lte=fine)
    )
    tranquilla = lontana & senza_consiglio
    return {
        "ritardo": Q(prossimo_passo__entro__lt=al),
        "vicine": vicina,
        "attesa": tranquilla & Q(prossimo_passo__in_attesa_di__gt=""),
        "posto": tranquilla & Q(prossimo_passo__in_attesa_di=""),
    }


class ScadenzaQuerySet(models.QuerySet[M]):
    def aperte(self) -> Self:
        return self.filter(stato="aperta")

    def in_ritardo(self, al: datetime.date) -> Self:
        return self.aperte().filter(entro__lt=al)

    def entro_giorni(self, giorni: int, *, al: datetime.date) -> Self:
        return self.aperte().filter(entro__range=(al, al + datetime.timedelta(days=giorni)))
