"""Contents of real Patti for `manage.py benchmark pdf`: the households of the demo, or of any archive."""

from typing import Any

from adi_platform.documenti.campione import CARTA
from adi_platform.documenti.codici import nuovo_codice
from patti.models import Patto
from patti.services.stampa import TIPO_PATTO, contesto_di


def contenuti_dei_patti(quanti: int) -> list[dict[str, Any]]:
    """The copies to be signed of different households; more than once when they are fewer than asked."""
    contesti = [contesto_di(patto) for patto in Patto.objects.order_by("pk")[:quanti]]
    return [_contenuto(numero, contesti[numero % len(contesti)]) for numero in range(quanti) if contesti]


def _contenuto(numero: int, dati: dict[str, Any]) -> dict[str, Any]:
    return {
        "carta": CARTA,
        "titolo": f"Patto per l'inclusione sociale, prova {numero + 1}",
        "codice": nuovo_codice(),
        "tipo": TIPO_PATTO,
        "template": "patti/pdf/patto.html",
        "versione": "1",
        "emesso_il": "2026-11-21T10:00:00+01:00",
        "dati": dati,
    }
