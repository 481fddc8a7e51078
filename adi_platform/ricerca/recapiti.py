"""Phones and e-mail addresses in the form in which they are compared."""

import re

_PREFISSO_ITALIA = re.compile(r"^(?:\+39|0039|39(?=3\d{8,9}$))")


def forma_di_confronto(valore: str, *, telefono: bool) -> str:
    """Digits only and no Italian prefix for a phone; lower case for an address."""
    if not telefono:
        return valore.strip().lower()
    cifre = re.sub(r"[^0-9+]", "", valore)
    return _PREFISSO_ITALIA.sub("", cifre).replace("+", "00")
