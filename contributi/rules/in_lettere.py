"""Amounts in words, as acts and letters write them: 1.234,50 is «milleduecentotrentaquattro/50»."""

from decimal import ROUND_HALF_UP, Decimal

FINO_A_VENTI = (
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
)
DECINE = (
    "",
    "",
    "venti",
    "trenta",
    "quaranta",
    "cinquanta",
    "sessanta",
    "settanta",
    "ottanta",
    "novanta",
)
LIMITE = 1_000_000


def euro_in_lettere(importo: Decimal) -> str:
    """Raises ValueError for negative amounts and from one million up."""
    centesimi = int((importo * 100).to_integral_value(ROUND_HALF_UP))
    if not 0 <= centesimi < LIMITE * 100:
        raise ValueError(importo)
    return f"{_numero(centesimi // 100)}/{centesimi % 100:02d}"


def _numero(numero: int) -> str:
    migliaia, resto = divmod(numero, 1000)
    testa = "" if not migliaia else "mille" if migliaia == 1 else f"{_fino_a_mille(migliaia)}mila"
    parola = testa + (_fino_a_mille(resto) if resto or not migliaia else "")
    # compounds of three carry the accent at the end: ventitré, but tre
    return f"{parola[:-1]}é" if numero > 3 and parola.endswith("tre") else parola


def _fino_a_mille(numero: int) -> str:
    centinaia, resto = divmod(numero, 100)
    testa = "" if not centinaia else "cento" if centinaia == 1 else f"{FINO_A_VENTI[centinaia]}cento"
    return testa + (_fino_a_cento(resto) if resto or not centinaia else "")


def _fino_a_cento(numero: int) -> str:
    if numero < 20:
        return FINO_A_VENTI[numero]
    decina, unita = divmod(numero, 10)
    radice = DECINE[decina]
    if unita in {1, 8}:
        radice = radice[:-1]
    return radice + (FINO_A_VENTI[unita] if unita else "")
