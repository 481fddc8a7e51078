"""Time spent in the database, and percentiles of it."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from adi_platform.organizzazione.models import Ambito
from cases.popolamento.organico import crea_organico
from cases.popolamento.territorio import territorio


@dataclass(slots=True, kw_only=True)
class Conto:
    """Seconds and queries of one block of code."""

    banca_dati: float = 0.0
    totale: float = 0.0
    interrogazioni: int = 0


@contextmanager
def cronometra() -> Iterator[Conto]:
    conto = Conto()

    def misura(
        esegui: Callable[..., Any], sql: str, parametri: Any, molti: bool, contesto: dict[str, Any]
    ) -> Any:
        inizio = time.perf_counter()
        try:
            return esegui(sql, parametri, molti, contesto)
        finally:
            conto.banca_dati += time.perf_counter() - inizio
            conto.interrogazioni += 1

    inizio = time.perf_counter()
    with connection.execute_wrapper(misura):
        yield conto
    conto.totale = time.perf_counter() - inizio


@dataclass(slots=True, kw_only=True)
class Serie:
    """Several measures of the same thing, in seconds."""

    tempi: list[float] = field(default_factory=list)

    def percentile(self, p: int) -> float:
        """In milliseconds."""
        if len(self.tempi) < 2:
            return (self.tempi[0] if self.tempi else 0.0) * 1000
        return statistics.quantiles(self.tempi, n=100, method="inclusive")[p - 1] * 1000

    def riga(self) -> str:
        massimo = max(self.tempi) * 1000
        return f"p50 {self.percentile(50):6.1f}  p95 {self.percentile(95):6.1f}  max {massimo:6.1f} ms"


def ambito_delle_misure(codice: str, nome: str) -> Ambito:
    """An Ambito of its own, so that a measure never mixes with the work of an office."""
    ambito = Ambito.objects.filter(codice=codice).first()
    if ambito is None:
        ambito = territorio(codice=codice, nome=nome)
        crea_organico(ambito, parola=None)
    return ambito
