"""What the pages of a referral share, on both sides."""

import datetime
from typing import Any

from adi_platform.organizzazione.models import Utente
from protocollo.enums import StatoInvio, StatoQuesito
from protocollo.models import Invio, Quesito
from protocollo.services.correzioni import data_correggibile
from protocollo.services.scambio import mosse_di, scambio
from protocollo.services.termini import termine_di

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


TONI_QUESITO = {StatoQuesito.APERTO: "info", StatoQuesito.RISPOSTO: "successo"}


def tono_del_quesito(quesito: Quesito) -> str:
    return TONI_QUESITO.get(StatoQuesito(quesito.stato), "neutro")


def contesto_invio(invio: Invio, *, chi_legge: Utente, oggi: datetime.date, permesso: str) -> dict[str, Any]:
    return {
        "invio": invio,
        "condivisione": invio.condivisione,
        "tono": tono_di(invio),
        "mosse": mosse_di(invio, permesso),
        "scambio": scambio(invio, chi_legge=chi_legge, permesso=permesso),
        "termine": termine_di(invio),
        "data": data_correggibile(invio),
        "oggi": oggi,
    }
