"""What one side reads of a referral, and which moves it may make: the same on the pages and in the API."""

import datetime
from typing import Any

from adi_platform.organizzazione.models import Utente
from adi_platform.workflow.tabella import Mossa
from protocollo.enums import GenereMessaggio
from protocollo.models import Invio, MessaggioInvio
from protocollo.transizioni import GESTISCE, RISPONDE, tabella_di


def mosse_di(invio: Invio, permesso: str) -> list[Mossa]:
    """The moves that one side may make now."""
    return [m for m in tabella_di(invio.tipo).mosse_da(invio.stato) if m.permesso == permesso]


def scambio(invio: Invio, *, chi_legge: Utente, permesso: str) -> list[dict[str, Any]]:
    """Messages and moves together, in order of time. Why the office moved is for the office only."""
    messaggi = [
        {
            "quando": m.scritto_il,
            "chi": m.autore,
            "titolo": _titolo(m),
            "giorno": m.del_giorno,
            "testo": m.testo,
            "mio": m.autore_id == chi_legge.pk,
        }
        for m in invio.messaggi.select_related("autore", "corregge", "corretta_da")
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


def _titolo(messaggio: MessaggioInvio) -> str:
    """What it is; of a breach also what became of it, or which one it takes back."""
    if messaggio.genere == GenereMessaggio.NOTA:
        return ""
    titolo = messaggio.get_genere_display()
    if messaggio.corregge and messaggio.corregge.del_giorno:
        verbo = "" if messaggio.genere == GenereMessaggio.RITIRO else "corregge "
        titolo += f", {verbo}quella del {messaggio.corregge.del_giorno:%d/%m/%Y}"
    dopo = getattr(messaggio, "corretta_da", None)
    if dopo is not None:
        titolo += " (poi ritirata)" if dopo.genere == GenereMessaggio.RITIRO else " (poi corretta)"
    return titolo


def _quando(voce: dict[str, Any]) -> datetime.datetime:
    quando: datetime.datetime = voce["quando"]
    return quando
