"""A signed Patto enters the register, and its number is printed on the copy of the household."""

from adi_platform.organizzazione.models import Utente
from adi_platform.repertorio.models import Registrazione
from adi_platform.repertorio.services.registra import registra
from patti.models import Patto

REGISTRO = "patti"


def registra_patto_firmato(*, patto: Patto, operatore: Utente) -> Registrazione:
    """The number of a signed version, with the imprint of the text that was signed.

    Of the text and not of the file: the number is part of the file. Call it last: the counter stays locked
    until the commit.
    """
    return registra(
        ambito=patto.caso.ambito,
        registro=REGISTRO,
        oggetto=f"{patto.get_tipo_display()}, {patto.caso.provenienza}, versione {patto.numero}",
        documento_sha256=patto.impronta_testo,
        operatore=operatore,
    )
