"""Secrets of an installation. In production they come from outside; the demo makes its own, once."""

import base64
import binascii
import os
import secrets
from pathlib import Path

from adi_platform.settings import env

DA_NON_USARE = {"", "changeme", "secret", "segreto", "da-cambiare"}
LUNGHEZZA_MINIMA = 40


class SegretoNonAmmesso(RuntimeError):
    """A secret is missing, too short or a known example: the application does not start."""


def chiave_segreta() -> str:
    """SECRET_KEY of a real installation."""
    valore = env.leggi("SECRET_KEY")
    if valore.lower() in DA_NON_USARE or len(valore) < LUNGHEZZA_MINIMA or len(set(valore)) < 10:
        raise SegretoNonAmmesso(
            f"SECRET_KEY non va bene: servono almeno {LUNGHEZZA_MINIMA} caratteri casuali, non un esempio."
        )
    return valore


def anello(testo: str) -> dict[str, str]:
    """`id:chiave,id:chiave` as a mapping; the first encrypts, the others only decrypt what is older."""
    chiavi: dict[str, str] = {}
    for voce in (pezzo.strip() for pezzo in testo.split(",") if pezzo.strip()):
        nome, _, chiave = voce.partition(":")
        if not nome or _byte(chiave) != 32:
            raise SegretoNonAmmesso("ADI_CHIAVI: ogni voce è «nome:chiave», con 32 byte in base64 (urlsafe).")
        chiavi[nome] = chiave
    if not chiavi:
        raise SegretoNonAmmesso("ADI_CHIAVI: serve almeno una chiave di cifratura.")
    return chiavi


def nuova_chiave(nome: str) -> str:
    return f"{nome}:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode('ascii')}"


def del_posto(file: Path, nuovo: str) -> str:
    """The secret kept in `file`; written there the first time, readable by its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descrittore = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="utf-8").strip()
    with os.fdopen(descrittore, "w", encoding="utf-8") as aperto:
        aperto.write(nuovo)
    return nuovo


def _byte(chiave: str) -> int:
    try:
        return len(base64.urlsafe_b64decode(chiave))
    except (ValueError, binascii.Error):
        return 0
