"""Notes in the diary of a case."""

from django.db import transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi, NotaDiario


@transaction.atomic
def scrivi_nota(*, caso: CasoAdi, condivisa: str, privata: str, operatore: Utente) -> list[NotaDiario]:
    """Two fields, two audiences: who opens the case reads the first, only the author the second."""
    testi = [(condivisa.strip(), False), (privata.strip(), True)]
    note = [
        NotaDiario.objects.create(
            caso=caso, autore=operatore, testo=testo, privata=solo_mia, aggiornato_da=operatore
        )
        for testo, solo_mia in testi
        if testo
    ]
    if not note:
        raise DominioError("Scrivi la nota prima di salvarla.", campo="condivisa")
    return note
