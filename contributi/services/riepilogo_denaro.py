"""Counts and warnings on the money, for the pages and the desk."""

import datetime
from decimal import Decimal

from adi_platform.norme.loader import parametro
from adi_platform.organizzazione.services.parametri import scelte_di
from contributi.models import Fondo

AVVISO = "contributi.fondo_avviso_percento"


def soglia_avviso(ambito_id: int, *, al: datetime.date) -> Decimal:
    """Share of a fund (0-1) below which it is near its end."""
    return Decimal(str(parametro(AVVISO, al=al, ambito=scelte_di(ambito_id)).valore)) / 100


def quasi_esaurito(fondo: Fondo, soglia: Decimal) -> bool:
    return fondo.disponibile < fondo.stanziato * soglia
