"""Photographs and scans: within a number of pixels, and without what the camera hid in them."""

import io
import warnings

from PIL import Image, ImageOps

from adi_platform.documenti.enums import TipoFile
from adi_platform.errori import DominioError

MEGAPIXEL_MASSIMI = 40
TROPPI_PUNTI = (
    f"L'immagine è troppo grande: al massimo {MEGAPIXEL_MASSIMI} milioni di punti. Riduci la risoluzione."
)
ILLEGGIBILE = "L'immagine è danneggiata o incompleta: rifai la foto o la scansione e caricala di nuovo."


def ripulisci_immagine(dati: bytes, tipo: TipoFile) -> bytes:
    """The same picture, turned as the camera meant, without place, device and author.

    Written anew from its pixels, so that nothing else can travel inside the file.
    """
    formato = "JPEG" if tipo == TipoFile.JPEG else "PNG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is stricter
            with Image.open(io.BytesIO(dati), formats=[formato]) as originale:
                _controlla_pixel(originale)
                diritta = ImageOps.exif_transpose(originale)
                return _riscrivi(diritta, formato)
    except DominioError:
        raise
    except Image.DecompressionBombError as errore:
        raise DominioError(TROPPI_PUNTI, campo="file") from errore
    except (OSError, ValueError, SyntaxError) as errore:
        raise DominioError(ILLEGGIBILE, campo="file") from errore


def _controlla_pixel(immagine: Image.Image) -> None:
    larghezza, altezza = immagine.size
    if larghezza * altezza > MEGAPIXEL_MASSIMI * 1_000_000:
        raise DominioError(TROPPI_PUNTI, campo="file")


def _riscrivi(immagine: Image.Image, formato: str) -> bytes:
    modi = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "1")}[formato]
    pulita = immagine if immagine.mode in modi else immagine.convert("RGB" if formato == "JPEG" else "RGBA")
    senza_altro = Image.new(pulita.mode, pulita.size)
    senza_altro.paste(pulita)
    uscita = io.BytesIO()
    if formato == "JPEG":
        senza_altro.save(uscita, "JPEG", quality=92, optimize=True)
    else:
        senza_altro.save(uscita, "PNG")
    return uscita.getvalue()
