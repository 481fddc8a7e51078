"""Deadlines that the calendar moves, while nobody does anything."""

import datetime

from django.db.models import QuerySet

from cases.enums import TipoScadenza
from cases.models import CasoAdi, Scadenza
from cases.services.scadenze import CONSIGLIATE, ricalcola_scadenze


def porta_avanti_gepi(*, al: datetime.date) -> int:
    """Count again where a cut-off of GePI has passed: the meeting now counts for a later month. How many."""
    passate = Scadenza.objects.in_ritardo(al).filter(tipo=TipoScadenza.GEPI)
    return _ricalcola(CasoAdi.objects.in_corso(), passate, al=al)


def porta_avanti_passi(*, al: datetime.date) -> int:
    """Where the case waits for others, what is ours and due by `al` becomes the next step. How many."""
    nostre = Scadenza.objects.aperte().filter(in_attesa_di="", entro__lte=al).exclude(tipo__in=CONSIGLIATE)
    return _ricalcola(CasoAdi.objects.in_corso().filter(prossimo_passo__in_attesa_di__gt=""), nostre, al=al)


def _ricalcola(casi: QuerySet[CasoAdi], scadenze: QuerySet[Scadenza], *, al: datetime.date) -> int:
    quanti = 0
    scelti = casi.filter(pk__in=scadenze.order_by().values("caso")).select_related("nucleo")
    for caso in scelti.order_by("pk").iterator(chunk_size=500):
        ricalcola_scadenze(caso, al=al)
        quanti += 1
    return quanti
