"""Grants, what was disclosed, referrals, questions, invitations of the people of other bodies."""

from protocollo.models.condivisione import Condivisione, DestinatarioCondivisione, RinnovoCondivisione
from protocollo.models.divulgazione import Divulgazione
from protocollo.models.invio import Invio, MessaggioInvio, TransizioneInvio
from protocollo.models.invito import InvitoReferente
from protocollo.models.quesito import Quesito, TransizioneQuesito
from protocollo.models.token import RichiestaApi, TokenEnte

__all__ = [
    "Condivisione",
    "DestinatarioCondivisione",
    "Divulgazione",
    "Invio",
    "InvitoReferente",
    "MessaggioInvio",
    "Quesito",
    "RichiestaApi",
    "RinnovoCondivisione",
    "TokenEnte",
    "TransizioneInvio",
    "TransizioneQuesito",
]
