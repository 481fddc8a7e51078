"""Meetings of any body: the same rows for équipe, commission and tavolo."""

from adi_platform.riunioni.models.partecipante import Partecipante
from adi_platform.riunioni.models.riunione import Decisione, PuntoOdg, Riunione, TransizioneRiunione

__all__ = ["Decisione", "Partecipante", "PuntoOdg", "Riunione", "TransizioneRiunione"]
