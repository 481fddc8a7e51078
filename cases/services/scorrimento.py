"""Deadlines that the calendar moves, while nobody does anything."""

import datetime

from cases.enums import TipoScadenza
from cases.models import CasoAdi, Scadenza
from cases.services.scadenze import ricalcola_scadenze


def porta_avanti_gepi(*, al: datetime.date) -> int:
    """Count again where a cut-off of GePI has passed: the meeting now counts for a later month. How many."""
    passate = Scadenza.objects.in_ritardo(al).filter(tipo=TipoScadenza.GEPI).order_by()
    casi = CasoAdi.objects.in_corso().filter(pk__in=passate.values("caso")).select_related("nucleo")
    quanti = 0
    for caso in casi.order_by("pk").iterator(chunk_size=500):
        ricalcola_scadenze(caso, al=al)
        quanti += 1
    return quanti
