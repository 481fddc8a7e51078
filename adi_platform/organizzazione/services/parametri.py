"""What an Ambito decides on its own, laid over the law."""

import datetime

from django.db import IntegrityError, transaction

from adi_platform.errori import DominioError
from adi_platform.norme.errori import ParametroNonModificabile
from adi_platform.norme.loader import Norme, SceltaAmbito, ValoreAmbito, norme_nazionali
from adi_platform.organizzazione.enums import Approvazione
from adi_platform.organizzazione.models import Ambito, ParametroAmbito, Utente


class ParametroNonStabilito(DominioError):
    """The Ambito cannot set this value."""


def scelte_di(ambito_id: int) -> SceltaAmbito:
    """The dated choices of an Ambito, as `norme.parametro(ambito=...)` wants them."""
    scelte: dict[str, list[ValoreAmbito]] = {}
    for riga in ParametroAmbito.objects.approvati().filter(ambito=ambito_id).order_by("chiave", "dal"):
        voce = ValoreAmbito(valore=str(riga.valore), dal=riga.dal, riferimento=riga.riferimento)
        scelte.setdefault(riga.chiave, []).append(voce)
    return scelte


def norme_dell_ambito(ambito_id: int) -> Norme:
    """The law with the dated values that the Ambito laid over the national ones."""
    scelte = scelte_di(ambito_id)
    return norme_nazionali().con_ambito(scelte) if scelte else norme_nazionali()


def stabilisci_parametro(
    *,
    ambito: Ambito,
    chiave: str,
    valore: str,
    dal: datetime.date,
    riferimento: str,
    operatore: Utente,
    approvazione: Approvazione = Approvazione.APPROVATO,
) -> ParametroAmbito:
    """Add a dated value with its act, or propose it. Values already in force are never rewritten."""
    definizione = norme_nazionali().definizione(chiave)
    if not definizione.modificabile:
        raise ParametroNonModificabile(
            f"«{definizione.descrizione}» è fissato dalla norma nazionale e non si cambia per Ambito."
        )
    definizione.leggi(valore)
    try:
        with transaction.atomic():
            return ParametroAmbito.objects.create(
                ambito=ambito,
                chiave=chiave,
                valore=valore.strip(),
                dal=dal,
                riferimento=riferimento,
                aggiornato_da=operatore,
                approvazione=approvazione,
            )
    except IntegrityError as errore:
        raise ParametroNonStabilito("C'è già un valore da questa data.", campo="dal") from errore
