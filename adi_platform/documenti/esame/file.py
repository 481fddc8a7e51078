"""Is this upload what it says it is? Extension = first bytes = a parser opens it, within the size table."""

from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import File

from adi_platform.documenti.enums import TipoFile
from adi_platform.documenti.esame.immagine import ripulisci_immagine
from adi_platform.documenti.esame.pdf import esamina_pdf
from adi_platform.errori import DominioError

MB = 1024 * 1024
DIMENSIONI_MASSIME = {TipoFile.PDF: 15 * MB, TipoFile.JPEG: 10 * MB, TipoFile.PNG: 10 * MB}
ESTENSIONI = {".pdf": TipoFile.PDF, ".jpg": TipoFile.JPEG, ".jpeg": TipoFile.JPEG, ".png": TipoFile.PNG}
PRIMI_BYTE = {b"%PDF-": TipoFile.PDF, b"\xff\xd8\xff": TipoFile.JPEG, b"\x89PNG\r\n\x1a\n": TipoFile.PNG}
FORMATI = "PDF, JPEG o PNG"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEsaminato:
    """The bytes to keep (images come back without hidden data) and what they are."""

    tipo: TipoFile
    dati: bytes
    pagine: int | None


def esamina(file: "File[bytes]") -> FileEsaminato:
    """Raises DominioError (`campo="file"`) saying what is wrong and what to do."""
    dichiarato = ESTENSIONI.get(PurePath(file.name or "").suffix.lower())
    if dichiarato is None:
        raise DominioError(f"Questo tipo di file non si può caricare: usa {FORMATI}.", campo="file")
    massimo = DIMENSIONI_MASSIME[dichiarato]
    dati = file.read(massimo + 1)
    if not dati:
        raise DominioError("Il file è vuoto: controlla e caricalo di nuovo.", campo="file")
    if len(dati) > massimo:
        raise DominioError(
            f"Il file è troppo grande: al massimo {massimo // MB} MB. "
            "Prova a scansionare con una qualità più bassa.",
            campo="file",
        )
    if _tipo_vero(dati) != dichiarato:
        raise DominioError(
            f"Il contenuto del file non corrisponde al suo nome: usa {FORMATI}.",
            campo="file",
        )
    if dichiarato == TipoFile.PDF:
        return FileEsaminato(tipo=dichiarato, dati=dati, pagine=esamina_pdf(dati))
    return FileEsaminato(tipo=dichiarato, dati=ripulisci_immagine(dati, dichiarato), pagine=1)


def _tipo_vero(dati: bytes) -> TipoFile | None:
    return next((tipo for inizio, tipo in PRIMI_BYTE.items() if dati.startswith(inizio)), None)
