"""Where files lie: random names under the archive folder, written whole or not at all, sealed.

Each file is encrypted with its own key (AES-256-GCM), itself wrapped by the key of the archive; the name of
the file is bound to the content, so two files cannot be exchanged on the disk.
"""

import os
import secrets
import uuid
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FIRMA = b"ADI1"
_NONCE = 12
_CHIAVE_AVVOLTA = 32 + 16


class FileAlterato(RuntimeError):
    """The file is missing, or its bytes are not those that were stored."""


def percorso_di(identificativo: uuid.UUID) -> str:
    """`ab/abcd….bin`: nothing of the document is in the name."""
    return f"{identificativo.hex[:2]}/{identificativo.hex}.bin"


def scrivi(percorso: str, dati: bytes) -> None:
    """Write all the bytes, or leave the archive as it was; a second write replaces the first."""
    destinazione = _sul_disco(percorso)
    destinazione.parent.mkdir(parents=True, exist_ok=True)
    provvisorio = destinazione.with_suffix(f".{secrets.token_hex(6)}.tmp")
    try:
        with provvisorio.open("xb") as flusso:
            flusso.write(_sigilla(dati, percorso))
            flusso.flush()
            os.fsync(flusso.fileno())
        provvisorio.replace(destinazione)
    finally:
        provvisorio.unlink(missing_ok=True)


def leggi(percorso: str) -> bytes:
    """Raises FileAlterato when the file is not there or was touched."""
    try:
        return _apri(_sul_disco(percorso).read_bytes(), percorso)
    except (OSError, InvalidTag, ValueError) as errore:
        raise FileAlterato(percorso) from errore


def _sigilla(dati: bytes, percorso: str) -> bytes:
    chiave = AESGCM.generate_key(bit_length=256)
    nonce_chiave, nonce_dati = secrets.token_bytes(_NONCE), secrets.token_bytes(_NONCE)
    avvolta = AESGCM(_chiave_archivio(settings.SECRET_KEY)).encrypt(nonce_chiave, chiave, percorso.encode())
    return FIRMA + nonce_chiave + avvolta + nonce_dati + AESGCM(chiave).encrypt(nonce_dati, dati, FIRMA)


def _apri(sigillato: bytes, percorso: str) -> bytes:
    if not sigillato.startswith(FIRMA):
        raise ValueError("firma sconosciuta")
    resto = sigillato[len(FIRMA) :]
    nonce_chiave, resto = resto[:_NONCE], resto[_NONCE:]
    avvolta, resto = resto[:_CHIAVE_AVVOLTA], resto[_CHIAVE_AVVOLTA:]
    chiave = AESGCM(_chiave_archivio(settings.SECRET_KEY)).decrypt(nonce_chiave, avvolta, percorso.encode())
    return AESGCM(chiave).decrypt(resto[:_NONCE], resto[_NONCE:], FIRMA)


@cache
def _chiave_archivio(segreto: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"adi/archivio").derive(
        segreto.encode()
    )


def _sul_disco(percorso: str) -> Path:
    return Path(settings.MEDIA_ROOT) / percorso
