"""What is frozen of an istruttoria, as JSON: with a proposal to the commission, or with an urgent act."""

import datetime
from typing import Any

from django.utils import timezone

from adi_platform.documenti.contenuto import impronta_del_contenuto
from contributi.models import Richiesta
from contributi.services.fatti_richiesta import Importi
from contributi.services.istruttoria import EsameRichiesta, Sezione, esamina
from contributi.services.sostegno_del_pai import sostegno_del_pai
from patti.documents.lettura import obiettivi_visibili
from patti.models import Patto
from patti.rules.foto import eta_al
from patti.rules.visibilita import SGUARDO_COMUNE

MAGGIORE_ETA = 18


def foto_istruttoria(esame: EsameRichiesta, rivista: EsameRichiesta) -> dict[str, Any]:
    """The table with its corrections; `rivista` is the exam whose parts were ticked."""
    correzioni = [
        {
            "codice": r.riga.codice,
            "motivo": r.riga.motivo,
            "requisito": r.riga.requisito,
            "articolo": r.superabile,
            "esito_calcolato": r.correzione.esito_calcolato,
            "motivazione": r.correzione.motivazione,
            "operatore": str(r.correzione.operatore),
            "scritta_il": r.correzione.scritta_il.isoformat(),
            "il": f"{timezone.localtime(r.correzione.scritta_il):%d/%m/%Y}",
        }
        for r in esame.righe
        if r.correzione is not None
    ]
    spunte = [
        {"sezione": s, "da": str(t.rivista_da), "il": t.rivista_il.isoformat()}
        for s, t in sorted(rivista.spunte.items())
    ]
    return {**esame.istruttoria.come_dati(), "correzioni": correzioni, "parti_riviste": spunte}


def istruttoria_sommaria(richiesta: Richiesta, importi: Importi, *, al: datetime.date) -> dict[str, Any]:
    """No commission reads an urgent request: what the Dirigente had before the eyes is frozen with the act."""
    esame = esamina(richiesta, al=al, importi=importi)
    ferma = {
        **foto_istruttoria(esame, esamina(richiesta, al=al)),
        "contenuto": contenuto_esaminato(esame),
    }
    return {**ferma, "impronta": impronta_del_contenuto(ferma)}


def contenuto_esaminato(esame: EsameRichiesta) -> dict[str, Any]:
    """All that was looked at besides the table: request, measure, household, situation, papers, PAI."""
    richiesta = esame.richiesta
    registrazione = richiesta.registrazione
    return {
        "richiesta": richiesta.pk,
        "bisogno": richiesta.bisogno,
        "repertorio": registrazione.segnatura if registrazione else "",
        "data_domanda": str(richiesta.data_domanda or ""),
        "termine": str(richiesta.scadenza_il or ""),
        "corsia": richiesta.corsia,
        "misura": {
            "codice": richiesta.misura.codice,
            "nome": richiesta.misura.nome,
            "versione": richiesta.misura.numero,
            "impronta": richiesta.misura.impronta,
        },
        "domanda": esame.sezioni[Sezione.DOMANDA],
        "nucleo": _nucleo(richiesta, esame.al),
        "situazione": esame.sezioni[Sezione.SITUAZIONE],
        "documenti": esame.sezioni[Sezione.DOCUMENTI]["documenti"],
        "pai": _pai(richiesta.pai) if richiesta.pai else None,
    }


def _nucleo(richiesta: Richiesta, al: datetime.date) -> dict[str, int]:
    """How many, how many under age: what the evaluation needs, without names."""
    componenti = richiesta.caso.componenti.filter(uscito_il__isnull=True).select_related("persona")
    eta = [eta_al(c.persona.data_nascita, al=al) for c in componenti]
    return {
        "componenti": len(eta),
        "minori": sum(1 for anni in eta if anni is not None and anni < MAGGIORE_ETA),
    }


def _pai(patto: Patto) -> dict[str, Any]:
    """The PAI as it is signed: nothing reserved, the notes on the relatives stay in the office."""
    return {
        "numero": patto.numero,
        "impronta": patto.impronta_testo,
        "sottoscritto_il": str(patto.sottoscritto_il or ""),
        "firmato_il": f"{patto.sottoscritto_il:%d/%m/%Y}" if patto.sottoscritto_il else "",
        "sostegno": sostegno_del_pai(patto),
        "dal": str(patto.valido_dal or ""),
        "al": str(patto.valido_al or ""),
        "stato_di_bisogno": patto.pai.bisogni,
        "bisogno": patto.pai.bisogno,
        "valutazione": patto.pai.valutazione,
        "obiettivi": [
            {
                "testo": o.testo,
                "risultati": [
                    {"testo": r.testo, "impegni": [i.testo for i in r.impegni.all()]}
                    for r in o.risultati.all()
                ],
            }
            for o in obiettivi_visibili(patto, SGUARDO_COMUNE)
        ],
        "parenti": [
            {"rapporto": p.get_rapporto_display(), "esito": p.get_esito_display()}
            for p in patto.parenti.all()
        ],
    }
