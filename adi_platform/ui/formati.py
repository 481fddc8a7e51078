"""How dates and amounts are written in Italian. Pure functions, registered as filters."""

import datetime
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

GIORNI = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
MESI = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
Data = datetime.date | datetime.datetime | str | None


def come_data(valore: Data) -> datetime.date | None:
    """A day in Europe/Rome, also from the ISO text that JSON fields hold."""
    if isinstance(valore, str):
        try:
            valore = parse_datetime(valore) if "T" in valore else parse_date(valore)
        except ValueError:
            return None
    if isinstance(valore, datetime.datetime):
        return timezone.localtime(valore).date() if timezone.is_aware(valore) else valore.date()
    return valore


def giorno(valore: Data) -> str:
    """23 novembre 2026"""
    data = come_data(valore)
    if data is None:
        return ""
    numero = "1°" if data.day == 1 else str(data.day)
    return f"{numero} {MESI[data.month - 1]} {data.year}"


def con_articolo(valore: Data, preposizione: str = "il") -> str:
    """il 23 novembre 2026, l'8 novembre 2026; with `al`, `dal`, `del`: all'11 gennaio 2027

    A text that is not an ISO day is a day already in words, as documents keep it.
    """
    scritto = giorno(valore) or (valore if isinstance(valore, str) else "")
    if not scritto:
        return ""
    elisa = {"il": "l'", "al": "all'", "dal": "dall'", "del": "dell'"}
    return (
        f"{elisa[preposizione]}{scritto}"
        if scritto.startswith(("8 ", "11 "))
        else f"{preposizione} {scritto}"
    )


def giorno_esteso(valore: Data) -> str:
    """lunedì 23 novembre 2026"""
    data = come_data(valore)
    return f"{GIORNI[data.weekday()]} {giorno(data)}" if data else ""


def giorno_breve(valore: Data) -> str:
    """23/11/2026"""
    data = come_data(valore)
    return f"{data:%d/%m}/{data.year:04d}" if data else ""


def ora(valore: datetime.datetime | datetime.time | None) -> str:
    """10:42, Rome time."""
    if isinstance(valore, datetime.datetime) and timezone.is_aware(valore):
        valore = timezone.localtime(valore)
    return f"{valore:%H:%M}" if valore else ""


def euro(valore: Decimal | int | str | None) -> str:
    """1.234,50 € (nothing when there is no amount)"""
    if valore is None or valore == "":
        return ""
    try:
        importo = Decimal(str(valore))
    except InvalidOperation:
        return ""
    if not importo.is_finite():
        return ""
    testo = f"{importo:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{testo} €"


def quanto_manca(entro: datetime.date, oggi: datetime.date) -> str:
    """oggi, domani, tra 5 giorni, in ritardo di 3 giorni"""
    giorni = (entro - oggi).days
    if giorni == 0:
        return "oggi"
    if giorni == 1:
        return "domani"
    if giorni > 1:
        return f"tra {giorni} giorni"
    return "in ritardo di 1 giorno" if giorni == -1 else f"in ritardo di {-giorni} giorni"


def frase(testo: str) -> str:
    """The words closed by one full stop, however they were typed: what follows is a new sentence."""
    pulito = testo.rstrip()
    return pulito if not pulito or pulito[-1] in ".!?…" else f"{pulito.rstrip(';,:')}."
