"""The sealed content of the minutes with its hours written for people; nothing added, nothing taken away."""

import datetime
from typing import Any

from adi_platform.ui.formati import giorno, ora

# No need of a family is written here: the reasons are where the imprint leads, or beside the votes.
MOTIVI = {
    "parere_favorevole": "La commissione fa propri l'istruttoria e i motivi della proposta con l'impronta qui sotto.",
    "parere_contrario": "I motivi sono quelli scritti accanto ai voti contrari.",
    "rinviata": "I motivi sono quelli scritti accanto ai voti di rinvio.",
}


def contesto_del_verbale(contenuto: dict[str, Any], *, impronta: str, precedente: str) -> dict[str, Any]:
    """What the print of the minutes shows."""
    return {
        "prese_d_atto": [],
        **contenuto,
        "apertura": quando(contenuto["aperta_il"]),
        "chiusura": quando(contenuto["chiusa_il"]),
        "impronta": impronta,
        "impronta_precedente": precedente,
        "proposte": [
            {
                **p,
                "motivi": MOTIVI.get(p["esito"], ""),
                "voti": [{**v, "quando": quando(v["espresso_il"])} for v in p["voti"]],
            }
            for p in contenuto["proposte"]
        ],
    }


def quando(testo: str) -> str:
    """`12 maggio 2026 alle 11:05`, on the clock of Rome that the text already carries."""
    istante = datetime.datetime.fromisoformat(testo)
    return f"{giorno(istante)} alle {ora(istante)}"
