"""The one reader of amounts of money in euro. Pure: it imports no Django."""

import re
from decimal import Decimal, InvalidOperation

from adi_platform.errori import DominioError

MASSIMO = Decimal(100_000_000)
MESSAGGIO = (
    "Scrivi un importo in euro tra 0 e 99.999.999,99 con al più due decimali, "
    "per esempio 9.360,00 oppure 9360,00."
)
_LUNGHEZZA_MASSIMA = 40
_SPAZI = re.compile("[\u00a0\u2007\u2009\u202f]")
_EURO = re.compile(r"(?:€|EURO|EUR)", re.IGNORECASE)
_ITALIANO = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:,([0-9]{1,2}))?")
_PUNTO_DECIMALE = re.compile(r"[0-9]+\.[0-9]{2}")


def leggi_importo(valore: str | Decimal | int, *, campo: str | None = None) -> Decimal:
    """Read an amount with two decimals. A dot before three digits is a thousands mark: 9.360 is 9360.

    Refuses NaN, exponents, underscores, digits of other scripts, signs, a third decimal.
    """
    importo = _da_testo(valore) if isinstance(valore, str) else _da_numero(valore)
    if importo is None or not 0 <= importo < MASSIMO:
        raise DominioError(MESSAGGIO, campo=campo)
    return importo.quantize(Decimal("0.01"))


def _da_numero(valore: Decimal | int) -> Decimal | None:
    if isinstance(valore, bool) or not isinstance(valore, Decimal | int):
        return None
    numero = Decimal(valore)
    if not numero.is_finite() or abs(numero) >= MASSIMO:
        return None
    try:
        esatto = numero == numero.quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return abs(numero) if numero == 0 else (numero if esatto else None)


def _da_testo(scritto: str) -> Decimal | None:
    if len(scritto) > _LUNGHEZZA_MASSIMA:
        return None
    testo = _SPAZI.sub(" ", scritto).strip(" ")
    segno = _EURO.match(testo)
    if segno:
        testo = testo[segno.end() :].strip(" ")
    elif finale := re.search(_EURO.pattern + r"\Z", testo, re.IGNORECASE):
        testo = testo[: finale.start()].strip(" ")
    if intero := _ITALIANO.fullmatch(testo):
        return Decimal(re.sub("[. ]", "", intero[1]) + "." + (intero[2] or "0"))
    return Decimal(testo) if _PUNTO_DECIMALE.fullmatch(testo) else None
