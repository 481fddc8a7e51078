"""What happens on this floor when something happens below, or in another of its rooms."""

from typing import Any

from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from contributi.enums import TipoProvvedimento
from contributi.models import Provvedimento
from contributi.services import effetti_denaro as effetti
from contributi.services.erogazioni import crea_piano
from contributi.services.verbale import TIPO_VERBALE, quando_il_verbale_e_pronto

EFFETTI_SUL_DENARO = {
    TipoProvvedimento.CONCESSIONE: crea_piano,
    TipoProvvedimento.DEROGA: crea_piano,
    TipoProvvedimento.SOSPENSIONE: effetti.applica_sospensione,
    TipoProvvedimento.NON_SOSPENSIONE: effetti.applica_non_sospensione,
    TipoProvvedimento.MODIFICA: effetti.applica_modifica,
    TipoProvvedimento.REVOCA: effetti.applica_revoca,
}


def quando_un_documento_e_pronto(sender: type[Documento], instance: Documento, **_: Any) -> None:
    """The minutes have their file: number and transmission in the same transaction."""
    if instance.tipo == TIPO_VERBALE and instance.pronto:
        quando_il_verbale_e_pronto(instance)


def il_denaro_segue_il_provvedimento(
    sender: Any, provvedimento: Provvedimento, operatore: Utente, **_: Any
) -> None:
    """In the transaction of the act: if the fund is not enough the act is not adopted."""
    effetto = EFFETTI_SUL_DENARO.get(TipoProvvedimento(provvedimento.tipo))
    if effetto is not None:
        effetto(provvedimento=provvedimento, operatore=operatore)
