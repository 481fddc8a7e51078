"""Dates as offices write them: day first, never guessed."""

import datetime
import re

DATA_NON_VALIDA = "DATA_NON_VALIDA"
DATA_FUTURA = "DATA_FUTURA"
DATA_NON_PLAUSIBILE = "DATA_NON_PLAUSIBILE"
DATA_ANNO_DUE_CIFRE = "DATA_ANNO_DUE_CIFRE"
DATA_SERIALE = "DATA_SERIALE"

PRIMO_ANNO = 1905
_MESI = {
    nome: numero
    for numero, esteso in enumerate(
        (
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
        ),
        1,
    )
    for nome in (esteso, esteso[:3])
}
_CIFRE = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_DUE_CIFRE = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_PAROLE = re.compile(r"([0-9]{1,2})[ -]([a-z]{3,9})\.?[ -]([0-9]{4})")


def leggi_data(valore: object, *, al: datetime.date) -> tuple[datetime.date | None, str]:
    """The day, or the code of what is wrong. `al`: day of the extraction, later days are in the future."""
    if valore is None:
        return None, ""
    if isinstance(valore, datetime.datetime | datetime.date):
        giorno: datetime.date | None = valore.date() if isinstance(valore, datetime.datetime) else valore
        errore = ""
    elif isinstance(valore, str):
        giorno, errore = _da_testo(valore.strip())
    else:
        numero = isinstance(valore, int | float) and not isinstance(valore, bool)
        return None, DATA_SERIALE if numero else DATA_NON_VALIDA
    if giorno is None:
        return None, errore
    if giorno > al:
        return None, DATA_FUTURA
    return (None, DATA_NON_PLAUSIBILE) if giorno.year < PRIMO_ANNO else (giorno, "")


def _da_testo(testo: str) -> tuple[datetime.date | None, str]:
    if re.fullmatch(r"[0-9]{5}", testo):
        return None, DATA_SERIALE
    if _DUE_CIFRE.fullmatch(testo):
        return None, DATA_ANNO_DUE_CIFRE
    parti = _parti(testo)
    if parti is None:
        return None, DATA_NON_VALIDA
    try:
        return datetime.date(*parti), ""
    except ValueError:
        return None, DATA_NON_VALIDA


def _parti(testo: str) -> tuple[int, int, int] | None:
    """Year, month, day as written; they may still not be a day of the calendar."""
    if cifre := _CIFRE.fullmatch(testo):
        return int(cifre[4]), int(cifre[3]), int(cifre[1])
    if iso := _ISO.fullmatch(testo):
        return int(iso[1]), int(iso[2]), int(iso[3])
    parole = _PAROLE.fullmatch(testo.lower())
    if parole and parole[2] in _MESI:
        return int(parole[3]), _MESI[parole[2]], int(parole[1])
    return None
