"""Grants, what was disclosed, referrals, invitations of the people of other bodies."""

from protocollo.models.condivisione import Condivisione, DestinatarioCondivisione
from protocollo.models.divulgazione import Divulgazione
from protocollo.models.invio import Invio, MessaggioInvio, TransizioneInvio
from protocollo.models.invito import InvitoReferente

__all__ = [
    "Condivisione",
    "DestinatarioCondivisione",
    "Divulgazione",
    "Invio",
    "InvitoReferente",
    "MessaggioInvio",
    "TransizioneInvio",
]
