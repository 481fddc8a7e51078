"""Give a file back, after checking that it is still the one that was stored."""

import hashlib
import logging

from adi_platform.documenti import archivio
from adi_platform.documenti.models import Documento
from adi_platform.errori import DominioError

logger = logging.getLogger(__name__)


class DocumentoAlterato(DominioError):
    """The stored file no longer has its imprint: it is not given out."""


def leggi_file(documento: Documento) -> bytes:
    """Raises DominioError when the document is not ready, DocumentoAlterato when the file was touched."""
    if not documento.pronto:
        raise DominioError("Il documento non è ancora pronto.")
    try:
        dati = archivio.leggi(documento.percorso)
    except archivio.FileAlterato:
        dati = b""
    if hashlib.sha256(dati).hexdigest() != documento.sha256:
        logger.error("documento %s: il file non corrisponde alla sua impronta", documento.pk)
        raise DocumentoAlterato(
            "Il file di questo documento non corrisponde a quello archiviato: avvisa l'assistenza."
        )
    return dati
