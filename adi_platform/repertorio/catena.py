"""Canonical bytes and imprints of the register: what is chained, and how."""

import hashlib
import json
from datetime import UTC
from typing import Any

from adi_platform.repertorio.models import Registrazione


def canonico(contenuto: Any) -> str:
    """One text for one content: sorted keys, one final line end."""
    return json.dumps(contenuto, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def sha256(testo: str) -> str:
    return hashlib.sha256(testo.encode()).hexdigest()


def voce(riga: Registrazione) -> dict[str, Any]:
    """The minimum data of art. 53 DPR 445/2000, as they enter the chain and the daily register."""
    return {
        "registro": riga.registro,
        "anno": riga.anno,
        "numero": riga.numero,
        "registrata_il": riga.registrata_il.astimezone(UTC).isoformat(timespec="microseconds"),
        "tipo": str(riga.tipo),
        "oggetto": riga.oggetto,
        "corrispondente": riga.corrispondente,
        "documento_sha256": riga.documento_sha256,
        "annulla": riga.annulla.segnatura if riga.annulla else "",
        "motivo": riga.motivo,
        "operatore": riga.operatore_id,
        "impronta_precedente": riga.impronta_precedente,
    }


def impronta_di(riga: Registrazione) -> str:
    return sha256(canonico({"ambito": riga.ambito_id, **voce(riga)}))
