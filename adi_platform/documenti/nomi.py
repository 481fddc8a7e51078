"""Names of files as people see them; the archive never uses them as paths."""

import re
import unicodedata
from pathlib import PurePosixPath

from adi_platform.documenti.enums import TipoFile

ESTENSIONI = {TipoFile.PDF: ".pdf", TipoFile.JPEG: ".jpg", TipoFile.PNG: ".png"}
_NON_AMMESSI = re.compile(r'[\\/:*?"<>|;%]+')
# Letters, marks, digits, punctuation, spaces: no control, format (bidi, zero width) or private characters.
_CATEGORIE_AMMESSE = ("L", "M", "N", "P", "S", "Zs")


def nome_file(testo: str, tipo: str) -> str:
    """A readable name with the true extension, without control or direction characters."""
    ultimo = PurePosixPath(testo.replace("\\", "/")).name
    radice = re.sub(r"(?i)\.(pdf|jpe?g|png)$", "", ultimo)
    pulito = "".join(
        carattere if unicodedata.category(carattere).startswith(_CATEGORIE_AMMESSE) else " "
        for carattere in unicodedata.normalize("NFC", radice)
    )
    pulito = " ".join(_NON_AMMESSI.sub(" ", pulito).split()).strip(". ")
    return (pulito[:100].rstrip(". ") or "documento") + ESTENSIONI[TipoFile(tipo)]


def nome_da_titolo(titolo: str) -> str:
    """Of a PDF made here: the slash of a number ("12/2026") is not a folder."""
    return nome_file(re.sub(r"[\\/]+", "-", titolo), TipoFile.PDF)
