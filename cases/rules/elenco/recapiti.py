"""Telephone numbers and e-mail addresses as written in lists."""

import re

from cases.rules.elenco.celle import Cella, testo_di

TELEFONO_NON_VALIDO = "TELEFONO_NON_VALIDO"
TELEFONO_MULTIPLO = "TELEFONO_MULTIPLO"
EMAIL_NON_VALIDA = "EMAIL_NON_VALIDA"

_SEGNI = re.compile(r"[ ./()-]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_LUNGHEZZA_MASSIMA = 160


def leggi_telefono(cella: Cella) -> tuple[str, str]:
    """The digits of one number without the Italian prefix, or the code of what is wrong."""
    if cella is None:
        return "", ""
    testo = re.sub(r"^tel\.\s*", "", testo_di(cella)[:_LUNGHEZZA_MASSIMA], flags=re.IGNORECASE)
    cifre = re.sub(r"^(?:\+39|0039)", "", _SEGNI.sub("", testo))
    if len(re.sub(r"[^0-9]", "", cifre)) > 13:
        return "", TELEFONO_MULTIPLO
    if not re.fullmatch(r"[0-9]{9,11}", cifre):
        return "", TELEFONO_NON_VALIDO
    return cifre, ""


def numeri_in(testo: str) -> list[str]:
    """Every whole number found in a cell that holds more than one."""
    pezzi = re.split(r"[;,()]|\s/\s|\s-\s|\s[oe]\s|[A-Za-zÀ-ÿ]+", testo[:_LUNGHEZZA_MASSIMA])
    letti = [leggi_telefono(p.strip()) for p in pezzi if p and p.strip()]
    return [cifre for cifre, errore in letti if cifre and not errore]


def email_valida(testo: str) -> bool:
    return len(testo) <= _LUNGHEZZA_MASSIMA and _EMAIL.fullmatch(testo) is not None
