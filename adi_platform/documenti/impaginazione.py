"""From frozen content to the HTML and the images of its print."""

import base64
import binascii
import io
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string

from adi_platform.documenti.contenuto import impronta_del_contenuto

Risorse = dict[str, tuple[bytes, str]]


def impagina(contenuto: dict[str, Any]) -> tuple[str, Risorse]:
    """The page as HTML, with everything it may load (the QR code and the images of the content).

    `dati["immagini"]` maps a file name to its PNG in base64; templates show it as `memoria://<name>`.
    """
    stampa = {
        "titolo": contenuto["titolo"],
        "codice": contenuto["codice"],
        "impronta": impronta_del_contenuto(contenuto),
        "emesso_il": contenuto["emesso_il"],
        "verifica": f"{settings.INDIRIZZO_PUBBLICO}/verifica/",
    }
    carta = {**contenuto["carta"], "recapiti": _recapiti(contenuto["carta"])}
    dati = contenuto["dati"]
    html = render_to_string(contenuto["template"], {**dati, "stampa": stampa, "carta": carta})
    return html, {"qr.png": (_qr(f"{stampa['verifica']}{stampa['codice']}"), "image/png"), **_immagini(dati)}


def _recapiti(carta: dict[str, str]) -> str:
    voci = (
        carta["indirizzo"],
        carta["telefono"] and f"tel. {carta['telefono']}",
        carta["email"],
        carta["pec"] and f"PEC {carta['pec']}",
    )
    return " · ".join(voce for voce in voci if voce)


def _qr(indirizzo: str) -> bytes:
    flusso = io.BytesIO()
    segno.make(indirizzo, error="m", micro=False).save(flusso, kind="png", scale=2, border=0)
    return flusso.getvalue()


def _immagini(dati: dict[str, Any]) -> Risorse:
    immagini = dati.get("immagini") or {}
    try:
        return {
            nome: (base64.b64decode(testo, validate=True), "image/png") for nome, testo in immagini.items()
        }
    except binascii.Error as errore:
        raise ValueError("Immagine non in base64.") from errore
