"""What happens on this floor when something happens below."""

from typing import Any

from django.utils import timezone

from adi_platform.documenti.models import Documento
from equipe.services.termine_patto import patto_firmato
from patti.models import Patto
from patti.services.archivia import registra_patto_stampato
from patti.services.stampa import TIPO_PAI, TIPO_PATTO


def quando_un_documento_e_pronto(sender: type[Documento], instance: Documento, **_: Any) -> None:
    """The final copy has its file: take the number of the register in the same transaction."""
    if instance.tipo in (TIPO_PATTO, TIPO_PAI) and instance.pronto:
        registra_patto_stampato(documento=instance)


def lo_standard_dell_equipe_e_rispettato(sender: Any, patto: Patto, **_: Any) -> None:
    """A signed Patto closes the days that the Ambito gives itself from the analysis."""
    if not patto.del_pai:
        patto_firmato(patto.caso, il=patto.sottoscritto_il or timezone.localdate())
