"""Roles and values that wait for the Dirigente."""

from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Approvazione, Ruolo
from adi_platform.organizzazione.models import Ambito, Incarico, ParametroAmbito, Utente

R = TypeVar("R", bound=Incarico | ParametroAmbito)


class ApprovazioneNonAmmessa(DominioError):
    """The row was already decided, or the same person proposed it."""


def incarichi_da_approvare(ambito: Ambito) -> QuerySet[Incarico]:
    return Incarico.objects.filter(ambito=ambito, approvazione=Approvazione.PROPOSTO).select_related(
        "utente", "unita", "comune", "ambito", "aggiornato_da"
    )


def parametri_da_approvare(ambito: Ambito) -> QuerySet[ParametroAmbito]:
    return ParametroAmbito.objects.filter(ambito=ambito, approvazione=Approvazione.PROPOSTO).select_related(
        "aggiornato_da"
    )


def approvazione_iniziale(*, ambito: Ambito, ruolo: Ruolo) -> Approvazione:
    """The first Dirigente of an Ambito has nobody above who can approve."""
    oggi = timezone.localdate()
    dirigenti = Incarico.objects.filter(ambito=ambito, ruolo=Ruolo.DIRIGENTE, utente__is_active=True)
    if ruolo == Ruolo.DIRIGENTE and not dirigenti.attivi(oggi).exists():
        return Approvazione.APPROVATO
    return Approvazione.PROPOSTO


def decidi(*, riga: R, approva: bool, motivo: str = "", operatore: Utente) -> R:
    """Approve or turn down, inside the transaction of the caller. Whoever proposed does not decide."""
    bloccata = blocca(riga)
    if not bloccata.in_attesa:
        raise ApprovazioneNonAmmessa("Qualcuno ha già deciso.")
    if operatore.pk in {bloccata.aggiornato_da_id, getattr(bloccata, "utente_id", None)}:
        raise ApprovazioneNonAmmessa("Decide una persona diversa da chi propone e da chi riceve il ruolo.")
    if not approva and not motivo.strip():
        raise ApprovazioneNonAmmessa("Scrivi perché non lo approvi.", campo="motivo")
    bloccata.approvazione = Approvazione.APPROVATO if approva else Approvazione.RESPINTO
    bloccata.motivo_rifiuto = "" if approva else motivo.strip()
    bloccata.deciso_da, bloccata.deciso_il = operatore, timezone.now()
    bloccata.save()
    return bloccata
