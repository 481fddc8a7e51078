"""Encryption of what only few may open: AES-256-GCM, with the key named beside the text.

`settings.CHIAVI_CIFRATURA` maps an identifier to a base64 key of 32 bytes. The first one encrypts;
the others still open what was written with them, until `ruota_chiavi` rewrites it.
"""

import base64
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from adi_platform.errori import DominioError

LUNGHEZZA_NONCE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cifrato:
    contenuto: bytes
    chiave: str


def chiave_corrente() -> str:
    """Identifier of the key that encrypts today."""
    return next(iter(_portachiavi()))


def cifra(testo: str, *, contesto: str) -> Cifrato:
    """Encrypt for one place (`contesto`): the same bytes moved to another row do not open."""
    nome = chiave_corrente()
    nonce = os.urandom(LUNGHEZZA_NONCE)
    chiuso = AESGCM(_portachiavi()[nome]).encrypt(nonce, testo.encode(), _legame(nome, contesto))
    return Cifrato(contenuto=nonce + chiuso, chiave=nome)


def decifra(cifrato: Cifrato, *, contesto: str) -> str:
    """Open. Raises DominioError when the key is not in the ring or the bytes were altered."""
    chiave = _portachiavi().get(cifrato.chiave)
    if chiave is None:
        raise DominioError("La chiave di questo contenuto riservato non è disponibile: avvisa l'assistenza.")
    nonce, chiuso = cifrato.contenuto[:LUNGHEZZA_NONCE], cifrato.contenuto[LUNGHEZZA_NONCE:]
    try:
        return AESGCM(chiave).decrypt(nonce, chiuso, _legame(cifrato.chiave, contesto)).decode()
    except InvalidTag as errore:
        raise DominioError("Il contenuto riservato risulta alterato: avvisa l'assistenza.") from errore


def _legame(chiave: str, contesto: str) -> bytes:
    return f"{chiave}|{contesto}".encode()


def _portachiavi() -> dict[str, bytes]:
    chiavi = {nome: base64.urlsafe_b64decode(testo) for nome, testo in settings.CHIAVI_CIFRATURA.items()}
    if not chiavi or any(len(chiave) != 32 for chiave in chiavi.values()):
        raise ImproperlyConfigured("CHIAVI_CIFRATURA: serve almeno una chiave di 32 byte in base64.")
    return chiavi
