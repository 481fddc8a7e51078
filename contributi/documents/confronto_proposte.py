"""What changed between a proposal that the commission has already seen and the one that answers it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from adi_platform.ui.formati import euro
from adi_platform.ui.formati import giorno as in_parole
from contributi.models import Proposta, Richiesta

PAROLE = {"mancante": "manca", "presente": "c'è", "non_dovuto": "lo ha già un ufficio", "scaduto": "scaduto"}


def dopo_il_rinvio(
    richiesta: Richiesta, precedente: Proposta, contenuto: Mapping[str, Any]
) -> dict[str, Any]:
    """For the commissioners: what they asked, what the social worker answers, what is not the same any more."""
    della_precedente = richiesta.rinvii.filter(annullato_il__isnull=True, voce__proposta=precedente)
    rinvio = della_precedente.order_by("-il", "-pk").first()
    return {
        "proposta": precedente.numero,
        "chiesto": rinvio.motivo if rinvio else "",
        "chiesto_il": in_parole(rinvio.il) if rinvio else "",
        "risposta": contenuto["proposta"]["che_cosa_cambia"].strip(),
        "differenze": list(_differenze(precedente, contenuto)),
    }


def _differenze(precedente: Proposta, contenuto: Mapping[str, Any]) -> Iterator[str]:
    nuova = contenuto["proposta"]
    if precedente.totale != Decimal(nuova["totale"]):
        yield f"Importo: da {euro(precedente.totale)} a {euro(Decimal(nuova['totale']))}"
    if precedente.modo != nuova["modo"]:
        yield "Cambia il modo di erogazione"
    if precedente.in_deroga != (nuova["orientamento"] == "in_deroga"):
        yield "Cambia la richiesta di deroga"
    prima = {d["codice"]: d["stato"] for d in precedente.contenuto.get("documenti", [])}
    for documento in contenuto["documenti"]:
        if prima.get(documento["codice"], "mancante") != documento["stato"]:
            yield f"{documento['nome']}: {PAROLE[documento['stato']]}"
    if precedente.contenuto.get("situazione", contenuto["situazione"]) != contenuto["situazione"]:
        yield "Cambia la situazione economica"
