"""Verification codes: 80 random bits that a person can also type (no 0/O, 1/I/L)."""

import re
import secrets

ALFABETO = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_SOLO_CODICE = re.compile(r"[^A-Z0-9]")


def nuovo_codice() -> str:
    """Sixteen characters in groups of four, such as `K7QF-9M2H-RTVX-4BCD`."""
    return in_gruppi("".join(secrets.choice(ALFABETO) for _ in range(16)))


def in_gruppi(testo: str) -> str:
    return "-".join(testo[i : i + 4] for i in range(0, len(testo), 4))


def leggi_codice(testo: str) -> str:
    """The code as stored, however it was typed; empty when it cannot be one."""
    pulito = _SOLO_CODICE.sub("", testo.upper()[:60])
    return in_gruppi(pulito) if len(pulito) == 16 else ""
