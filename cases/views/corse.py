"""Pages of cases that cost the same with a thousand cases and with many: keys in order first, then few rows."""

from collections.abc import Iterable, Sequence
from typing import Any, overload

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from cases.models import CasoAdi
from cases.querysets import CONTATI
from cases.views.righe import per_elenco

PER_PAGINA = 25
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


def per_scadenza(casi: Casi, *, tutti_con_passo: bool = False) -> list[Casi]:
    """What is late, from the latest; then what is due today, what comes, and who has no deadline."""
    entro = F("prossimo_passo__entro").asc(nulls_last=True)
    con_passo = casi.filter(prossimo_passo__isnull=False).order_by(entro, "pk")
    senza = [] if tutti_con_passo else [casi.filter(prossimo_passo__isnull=True).order_by("pk")]
    return [con_passo, *senza]


def prima_da_assegnare(casi: Casi, *, tutti_con_passo: bool = False) -> list[Casi]:
    """For who coordinates: nobody's cases before all the others."""
    return [
        corsa
        for di_nessuno in (True, False)
        for corsa in per_scadenza(
            casi.filter(case_manager__isnull=di_nessuno), tutti_con_passo=tutti_con_passo
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
