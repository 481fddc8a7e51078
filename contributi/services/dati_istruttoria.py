"""What each part of the istruttoria shows, as plain data: reviewed, then frozen with the proposal."""

import datetime
from typing import Any

from contributi.models import Richiesta
from contributi.services.situazione import AiutiDellAnno


def dati_domanda(richiesta: Richiesta) -> dict[str, Any]:
    return {
        "misura": richiesta.misura.nome,
        "richiedente": str(richiesta.richiedente),
        "bisogno": richiesta.bisogno,
        "tipo_spesa": richiesta.tipo_spesa,
        "importo": str(richiesta.importo),
        "mesi": richiesta.mesi,
        "modo": richiesta.get_modo_display(),
        "consenso_terzi": richiesta.consenso_terzi,
    }


def dati_situazione(richiesta: Richiesta, aiuti: AiutiDellAnno) -> dict[str, Any]:
    s = richiesta.situazione
    return {
        "isee": _testo(s.isee_valore),
        "isee_tipo": s.get_isee_tipo_display() if s.isee_tipo else "",
        "isee_scade_il": _testo(s.isee_scade_il),
        "reddito": _testo(s.reddito),
        "spese": _testo(s.spese),
        "debiti": _testo(s.debiti),
        "provvidenze": s.provvidenze,
        "aiuti_altrove": _testo(s.aiuti_altrove),
        "mezzi": s.mezzi,
        "mezzi_dichiarati_il": _testo(s.mezzi_dichiarati_il),
        "aiuti_dell_anno": [
            {"misura": a.richiesta.misura.nome, "il": _testo(a.adottato_il), "totale": str(quanto)}
            for a, quanto in aiuti.voci
        ],
        "totale_aiuti": str(aiuti.totale),
    }


def dati_documenti(richiesta: Richiesta, al: datetime.date) -> list[dict[str, Any]]:
    return [
        {
            "codice": r.codice,
            "nome": r.nome,
            "stato": r.stato_al(al).value,
            "presso": r.presso,
            "scade_il": _testo(r.scade_il),
            "documento": str(r.documento_id) if r.documento_id else "",
        }
        for r in richiesta.documenti.all()
    ]


def _testo(valore: Any) -> str:
    return "" if valore is None else str(valore)
