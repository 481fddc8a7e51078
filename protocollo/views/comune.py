"""What the pages of a referral share, on both sides."""

import datetime
from typing import Any

from adi_platform.organizzazione.models import Utente
from adi_platform.workflow.tabella import Mossa
from protocollo.enums import GenereMessaggio, StatoInvio
from protocollo.models import Invio
from protocollo.services.termini import termine_di
from protocollo.transizioni import GESTISCE, RISPONDE, tabella_di

TONI = {
    StatoInvio.INVIATO: "info",
    StatoInvio.CONVOCATO: "info",
    StatoInvio.IN_VALUTAZIONE: "info",
    StatoInvio.NON_PRESENTATO: "attenzione",
    StatoInvio.IRREGOLARE: "attenzione",
    StatoInvio.SOTTOSCRITTO: "successo",
    StatoInvio.ACCOLTO: "successo",
    StatoInvio.CERTIFICATO: "successo",
    StatoInvio.REGOLARE: "successo",
    StatoInvio.REGOLARIZZATO: "successo",
}


def tono_di(invio: Invio) -> str:
    return TONI.get(StatoInvio(invio.stato), "neutro")


def mosse_di(invio: Invio, permesso: str) -> list[Mossa]:
    """The moves that one side may make now."""
    return [m for m in tabella_di(invio.tipo).mosse_da(invio.stato) if m.permesso == permesso]


def scambio(invio: Invio, *, chi_legge: Utente, permesso: str) -> list[dict[str, Any]]:
    """Messages and moves together, in order of time. Why the office moved is for the office only."""
    messaggi = [
        {
            "quando": m.scritto_il,
            "chi": m.autore,
            "titolo": "" if m.genere == GenereMessaggio.NOTA else m.get_genere_display(),
            "giorno": m.del_giorno,
            "testo": m.testo,
            "mio": m.autore_id == chi_legge.pk,
        }
        for m in invio.messaggi.select_related("autore")
    ]
    tabella = tabella_di(invio.tipo)
    risposte = {m.codice for m in tabella.mosse if m.permesso == RISPONDE}
    passaggi = [
        {
            "quando": t.avvenuta_il,
            "chi": t.operatore,
            "titolo": "Richiesta inviata" if t.mossa == "invia" else tabella.etichetta_di(t.a_stato),
            "giorno": None,
            "testo": t.motivo if permesso == GESTISCE or t.mossa in risposte else "",
            "mio": t.operatore_id == chi_legge.pk,
        }
        for t in invio.transizioni.select_related("operatore")
    ]
    return sorted([*messaggi, *passaggi], key=_quando)


def _quando(voce: dict[str, Any]) -> datetime.datetime:
    quando: datetime.datetime = voce["quando"]
    return quando


def contesto_invio(invio: Invio, *, chi_legge: Utente, oggi: datetime.date, permesso: str) -> dict[str, Any]:
    return {
        "invio": invio,
        "condivisione": invio.condivisione,
        "tono": tono_di(invio),
        "mosse": mosse_di(invio, permesso),
        "scambio": scambio(invio, chi_legge=chi_legge, permesso=permesso),
        "termine": termine_di(invio),
        "oggi": oggi,
    }
