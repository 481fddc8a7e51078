"""The answer to "who has seen my file?": a PDF for the citizen with every read, without the operators' names.

The citizen is told which office and role, when, and what was opened (Garante, 4 June 2015, by analogy).
"""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.organizzazione.enums import TipoEnte
from adi_platform.organizzazione.models import Ambito, Ente, Utente
from adi_platform.registro_accessi.frasi import frase, nomi_dei_ruoli
from adi_platform.registro_accessi.models import Lettura

# Few large paragraphs are quicker to lay out than many; very large ones are slow again.
RIGHE_PER_BLOCCO = 25
TIPO = "registro_accessi.resoconto"
SANITARI = (TipoEnte.ASL,)
UN_ALTRO_SERVIZIO = "un altro servizio"


def richiedi_resoconto(
    *,
    ambito: Ambito,
    caso_id: int,
    operatore: Utente,
    dal: datetime.date | None = None,
    al: datetime.date | None = None,
) -> Documento:
    """Freeze the reads of the case until now and queue the print; asking twice at once gives one document."""
    righe = Lettura.objects.del_caso(ambito_id=ambito.pk, caso_id=caso_id).nel_periodo(dal, al)
    letture = list(righe.select_related("utente__ente").order_by("numero"))
    ultimo = letture[-1].numero if letture else 0
    return richiedi_documento(
        tipo=TIPO,
        titolo=f"Chi ha consultato il fascicolo {caso_id}",
        contesto=contesto_resoconto(caso_id, letture, dal, al),
        ambito=ambito,
        operatore=operatore,
        chiave=f"resoconto:{ambito.pk}:{caso_id}:{dal or ''}:{al or ''}:{ultimo}",
        caso_id=caso_id,
        oggetto_tipo=TIPO,
        oggetto_id=caso_id,
    )


def contesto_resoconto(
    caso_id: int, letture: list[Lettura], dal: datetime.date | None, al: datetime.date | None
) -> dict[str, Any]:
    giorni = [
        {"giorno": f"{giorno:%d/%m/%Y}", "blocchi": _blocchi(_righe(gruppo))}
        for giorno, gruppo in groupby(letture, key=lambda v: timezone.localdate(v.avvenuta_il))
    ]
    periodo = " ".join(
        parte
        for parte in (f"dal {dal:%d/%m/%Y}" if dal else "", f"fino al {al:%d/%m/%Y}" if al else "")
        if parte
    )
    return {
        "coppie": [
            ["Fascicolo", str(caso_id)],
            ["Periodo", periodo or "dall'apertura a oggi"],
            ["Consultazioni", str(len(letture))],
        ],
        "giorni": giorni,
    }


def _nome_dell_ente(ente: Ente | None) -> str:
    """One member of the household asks: that a health service has looked may be about another member."""
    if ente is None:
        return ""
    return UN_ALTRO_SERVIZIO if ente.tipo in SANITARI else ente.nome


def _blocchi(righe: list[str]) -> list[str]:
    return ["\n".join(righe[i : i + RIGHE_PER_BLOCCO]) for i in range(0, len(righe), RIGHE_PER_BLOCCO)]


def _righe(letture: Iterable[Lettura]) -> list[str]:
    """One line for each role and thing seen in the day, with all its times."""
    ore: dict[str, list[str]] = {}
    for lettura in letture:
        ore.setdefault(_che_cosa(lettura), []).append(f"{timezone.localtime(lettura.avvenuta_il):%H:%M}")
    return [f"{', '.join(quando)}  {che_cosa}" for che_cosa, quando in ore.items()]


def _che_cosa(lettura: Lettura) -> str:
    parti = (nomi_dei_ruoli(lettura.ruoli) or "Operatore", _nome_dell_ente(lettura.utente.ente))
    chi = ", ".join(parte for parte in parti if parte)
    return f"{chi}. {frase(lettura)}"
