"""What happens on this floor when something happens below."""

from typing import Any

from adi_platform.documenti.models import Documento
from patti.services.archivia import registra_patto_stampato
from patti.services.stampa import TIPO_PAI, TIPO_PATTO


def quando_un_documento_e_pronto(sender: type[Documento], instance: Documento, **_: Any) -> None:
    """The final copy has its file: take the number of the register in the same transaction."""
    if instance.tipo in (TIPO_PATTO, TIPO_PAI) and instance.pronto:
        registra_patto_stampato(documento=instance)
