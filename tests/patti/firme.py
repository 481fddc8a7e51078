"""Signing in one go, for the tests that start from a signed Patto."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from patti.models import Patto
from patti.services.condividi import condividi_patto
from patti.services.firma import chiudi_firme, firma_sullo_schermo, firmatari
from tests.patti.costruttori import OGGI, Famiglia


def _disegna() -> bytes:
    immagine = Image.new("RGB", (600, 200), "white")
    penna = ImageDraw.Draw(immagine)
    penna.line([(40, 120), (140, 40), (220, 150), (340, 60), (560, 130)], fill=(10, 30, 70), width=5)
    flusso = io.BytesIO()
    immagine.save(flusso, "PNG")
    return flusso.getvalue()


PNG_FIRMA = _disegna()


def sottoscrivi_tutto(patto: Patto, famiglia: Famiglia) -> Patto:
    """Share the text, let every adult and the service sign on screen, close."""
    condiviso = condividi_patto(patto=patto, operatore=famiglia.operatore, al=OGGI)
    for componente in [*firmatari(condiviso), None]:
        firma_sullo_schermo(
            patto=condiviso,
            componente=componente,
            disegno=SimpleUploadedFile("firma.png", PNG_FIRMA, "image/png"),
            luogo="Borgo Sereno",
            operatore=famiglia.operatore,
        )
    return chiudi_firme(patto=condiviso, operatore=famiglia.operatore, luogo="Borgo Sereno", al=OGGI)
