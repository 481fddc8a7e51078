"""Pages of cases that cost the same with a thousand cases and with many: keys in order first, then few rows."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, overload

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet

from cases.enums import TipoScadenza
from cases.models import CasoAdi
from cases.querysets import CONTATI, GIORNI_VICINI
from cases.views.righe import per_elenco

PER_PAGINA = 25
TERMINI_DI_LEGGE = (
    *(TipoScadenza.PRIMO_INCONTRO, TipoScadenza.MONITORAGGIO, TipoScadenza.PATTO, TipoScadenza.RINNOVO),
    *(TipoScadenza.CONTRIBUTO, TipoScadenza.VERIFICA_PATTO),
)
Casi = QuerySet[CasoAdi]


class CasiInOrdine(Sequence[CasoAdi]):
    """The first CONTATI cases of several runs, one after the other; `oltre` when there are more.

    Each run is in an order that an index gives. A single order over all of them would sort the whole table.
    """

    def __init__(self, corse: Iterable[Casi]) -> None:
        chiavi: list[int] = []
        for corsa in corse:
            chiavi += corsa.values_list("pk", flat=True)[: CONTATI + 1 - len(chiavi)]
            if len(chiavi) > CONTATI:
                break
        self.oltre = len(chiavi) > CONTATI
        self._chiavi = chiavi[:CONTATI]

    def __len__(self) -> int:
        return len(self._chiavi)

    @overload
    def __getitem__(self, posto: int) -> CasoAdi: ...
    @overload
    def __getitem__(self, posto: slice) -> list[CasoAdi]: ...
    def __getitem__(self, posto: int | slice) -> CasoAdi | list[CasoAdi]:
        if isinstance(posto, slice):
            return self._righe(self._chiavi[posto])
        return self._righe([self._chiavi[posto]])[0]

    def _righe(self, chiavi: list[int]) -> list[CasoAdi]:
        righe = per_elenco(CasoAdi.objects.order_by()).in_bulk(chiavi)
        return [righe[chiave] for chiave in chiavi]


def pagina_di(corse: Iterable[Casi], numero: str | None) -> Page[Any]:
    casi: Any = CasiInOrdine(corse)  # sliced only: the paginator asks for pages, never for one case
    return Paginator(casi, PER_PAGINA).get_page(numero)


def per_scadenza(casi: Casi, *, al: datetime.date, tutti_con_passo: bool = False) -> list[Casi]:
    """What can still be done in time first, then what is late, then the rest and who has no deadline.

    Of what is late, the terms that the law gives come before the papers; the latest to pass is the first.
    """
    entro, fine = F("prossimo_passo__entro"), al + datetime.timedelta(days=GIORNI_VICINI)
    scaduti = casi.filter(prossimo_passo__entro__lt=al).order_by(entro.desc(), "pk")
    di_legge = Q(prossimo_passo__scadenza__tipo__in=TERMINI_DI_LEGGE)
    lontani = Q(prossimo_passo__entro__gt=fine) | Q(prossimo_passo__entro__isnull=True)
    corse = [
        casi.filter(prossimo_passo__entro__range=(al, fine)).order_by(entro.asc(), "pk"),
        scaduti.filter(di_legge),
        scaduti.exclude(di_legge),
        casi.filter(lontani, prossimo_passo__isnull=False).order_by(entro.asc(nulls_last=True), "pk"),
    ]
    return corse if tutti_con_passo else [*corse, casi.filter(prossimo_passo__isnull=True).order_by("pk")]


def prima_da_assegnare(casi: Casi, *, al: datetime.date, tutti_con_passo: bool = False) -> list[Casi]:
    """For who coordinates: nobody's cases before all the others."""
    return [
        corsa
        for di_nessuno in (True, False)
        for corsa in per_scadenza(
            casi.filter(case_manager__isnull=di_nessuno), al=al, tutti_con_passo=tutti_con_passo
        )
    ]


def per_cognome(casi: Casi, *, ambiti: Iterable[int]) -> list[Casi]:
    """By the name of the referente, as the index of persons of one Ambito has it; then who has no name."""
    del_posto = {"nucleo__referente__ambito__in": sorted(ambiti)}
    cognome, nome = "nucleo__referente__cognome_norm", "nucleo__referente__nome_norm"
    return [
        casi.filter(**del_posto).order_by(cognome, nome, "pk"),
        casi.exclude(**del_posto).order_by(F(cognome).asc(nulls_last=True), nome, "pk"),
    ]
