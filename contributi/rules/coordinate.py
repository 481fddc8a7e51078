"""IBAN and codes of who is paid: normalised, checked by their check digits (python-stdnum)."""

from __future__ import annotations

from stdnum import iban
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.it import codicefiscale, iva

from adi_platform.errori import DominioError


def leggi_iban(testo: str) -> str:
    """Without spaces, upper case. Raises DominioError (field `iban`) when it cannot be right."""
    try:
        # the national part (CIN) too: one wrong digit must not pay somebody else
        return str(iban.validate(testo, check_country=True))
    except ValidationError as errore:
        raise DominioError(
            "L'IBAN non è corretto: controllalo sul documento della banca, cifra per cifra.", campo="iban"
        ) from errore


def leggi_partita_iva(testo: str) -> str:
    try:
        return str(iva.validate(testo))
    except InvalidChecksum as errore:
        raise DominioError(
            "La partita IVA non è corretta: una cifra non torna, ricontrollala sulla fattura.",
            campo="partita_iva",
        ) from errore
    except ValidationError as errore:
        raise DominioError("La partita IVA non è corretta: ha undici cifre.", campo="partita_iva") from errore


def leggi_codice_fiscale(testo: str) -> str:
    """Of a person or of a body (eleven digits)."""
    try:
        return str(codicefiscale.validate(testo))
    except ValidationError as errore:
        raise DominioError("Il codice fiscale non è corretto.", campo="codice_fiscale") from errore


def mascherato(codice: str) -> str:
    """Country, check digits and the last four: enough to recognise it, not to use it."""
    return f"{codice[:4]} … {codice[-4:]}" if len(codice) > 8 else ""
