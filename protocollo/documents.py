"""The extract of a grant as plain JSON values: the same rows that the portal shows."""

from typing import Any

from protocollo.models import Condivisione
from protocollo.proiezioni.righe import riferimento, sezioni
from protocollo.proiezioni.viste import Proiezione

MODELLO_ESTRATTO = "protocollo.estratto"
OGGETTO_CONDIVISIONE = "protocollo.condivisione"


def contesto_estratto(condivisione: Condivisione, vista: Proiezione, *, base: str) -> dict[str, Any]:
    return {
        "ente": condivisione.nome_ente,
        "finalita": condivisione.finalita,
        "base": base,
        "dal": f"{condivisione.dal:%d/%m/%Y}",
        "al": f"{condivisione.al:%d/%m/%Y}",
        "sezioni": [
            {"titolo": s.titolo, "coppie": [list(coppia) for coppia in s.righe]} for s in sezioni(vista)
        ],
        "riferimento": [list(coppia) for coppia in riferimento(vista)],
    }
