"""Authentic or not: the only thing the public page says about a document."""

import hashlib
from collections.abc import Iterable

from adi_platform.documenti.codici import leggi_codice
from adi_platform.documenti.contenuto import impronta_del_contenuto
from adi_platform.documenti.enums import StatoDocumento
from adi_platform.documenti.models import Documento


def codice_autentico(testo: str) -> bool:
    """True if a document made by the house has this code and its content is the frozen one."""
    documento = _generato(testo)
    return (
        documento is not None and impronta_del_contenuto(documento.contenuto) == documento.impronta_contenuto
    )


def file_autentico(testo: str, parti: Iterable[bytes]) -> bool:
    """True if the file is, byte by byte, the document with this code."""
    documento = _generato(testo)
    impronta = hashlib.sha256()
    for parte in parti:
        impronta.update(parte)
    return documento is not None and impronta.hexdigest() == documento.sha256


def _generato(testo: str) -> Documento | None:
    codice = leggi_codice(testo)
    pronti = Documento.objects.filter(stato=StatoDocumento.PRONTO, caricato=False)
    return pronti.filter(codice=codice).first() if codice else None
