"""What a document says, frozen: canonical JSON and its SHA-256, the imprint printed on the pages."""

import hashlib
import json
from typing import Any

from django.utils import timezone

from adi_platform.documenti.modelli import ModelloStampa
from adi_platform.organizzazione.models import Ambito


class ContenutoNonCongelabile(TypeError):
    """The context holds something that JSON cannot keep: a mistake of the programmer."""


def congela(
    *, ambito: Ambito, modello: ModelloStampa, titolo: str, codice: str, contesto: dict[str, Any]
) -> dict[str, Any]:
    """Everything that the print needs, letterhead included, so that a later change of the Ambito
    does not change a document already asked for."""
    contenuto = {
        "carta": carta_intestata(ambito),
        "dati": contesto,
        "titolo": titolo,
        "codice": codice,
        "tipo": modello.tipo,
        "template": modello.template,
        "versione": modello.versione,
        "emesso_il": timezone.localtime().isoformat(timespec="seconds"),
    }
    try:
        return dict(_senza_caratteri_nulli(json.loads(json.dumps(contenuto, allow_nan=False))))
    except (TypeError, ValueError) as errore:
        raise ContenutoNonCongelabile(str(errore)) from errore


def impronta_del_contenuto(contenuto: dict[str, Any]) -> str:
    return hashlib.sha256(canonico(contenuto)).hexdigest()


def canonico(contenuto: Any) -> bytes:
    """One byte string for one content: sorted keys, no spaces, UTF-8."""
    return json.dumps(contenuto, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def carta_intestata(ambito: Ambito) -> dict[str, str]:
    return {
        "nome": ambito.nome,
        "ente": ambito.ente_capofila,
        "ufficio": ambito.ufficio,
        "indirizzo": ambito.indirizzo,
        "telefono": ambito.telefono,
        "email": ambito.email,
        "pec": ambito.pec,
    }


def _senza_caratteri_nulli(valore: Any) -> Any:
    """PostgreSQL cannot keep U+0000, and lone surrogates are not text."""
    if isinstance(valore, str):
        return valore.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(valore, dict):
        return {_senza_caratteri_nulli(k): _senza_caratteri_nulli(v) for k, v in valore.items()}
    if isinstance(valore, list):
        return [_senza_caratteri_nulli(v) for v in valore]
    return valore
