"""Where files lie: random names under the archive folder, written whole or not at all, sealed.

Each file is encrypted with its own key (AES-256-GCM), itself wrapped by the first key of `CHIAVI_CIFRATURA`,
whose name stays in the file: older keys still open it. The name of the file is bound to the content, so two
files cannot be exchanged on the disk.
"""

import base64
import os
import secrets
import uuid
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
    except (OSError, InvalidTag, ValueError, KeyError) as errore:
        raise FileAlterato(percorso) from errore


def _sigilla(dati: bytes, percorso: str) -> bytes:
    nome = next(iter(settings.CHIAVI_CIFRATURA))
    chiave = AESGCM.generate_key(bit_length=256)
    nonce_chiave, nonce_dati = secrets.token_bytes(_NONCE), secrets.token_bytes(_NONCE)
    avvolta = _chiave_archivio(nome).encrypt(nonce_chiave, chiave, percorso.encode())
    testa = FIRMA + bytes([len(nome.encode())]) + nome.encode()
    return testa + nonce_chiave + avvolta + nonce_dati + AESGCM(chiave).encrypt(nonce_dati, dati, testa)


def _apri(sigillato: bytes, percorso: str) -> bytes:
    inizio = len(FIRMA) + 1
    if not sigillato.startswith(FIRMA) or len(sigillato) < inizio:
        raise ValueError("firma sconosciuta")
    fine_testa = inizio + sigillato[inizio - 1]
    testa, resto = sigillato[:fine_testa], sigillato[fine_testa:]
    nonce_chiave, resto = resto[:_NONCE], resto[_NONCE:]
    avvolta, resto = resto[:_CHIAVE_AVVOLTA], resto[_CHIAVE_AVVOLTA:]
    chiave = _chiave_archivio(testa[inizio:].decode()).decrypt(nonce_chiave, avvolta, percorso.encode())
    return AESGCM(chiave).decrypt(resto[:_NONCE], resto[_NONCE:], testa)


def _chiave_archivio(nome: str) -> AESGCM:
    """A key of the archive only, derived from one of the ring."""
    segreto = base64.urlsafe_b64decode(settings.CHIAVI_CIFRATURA[nome])
    return AESGCM(HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"adi/archivio").derive(segreto))


def _sul_disco(percorso: str) -> Path:
    return Path(settings.MEDIA_ROOT) / percorso
