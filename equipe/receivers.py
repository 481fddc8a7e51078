"""What happens on this floor when something happens below."""

from typing import Any

from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi
from equipe.services.cambi import segui_assegnazione
from equipe.services.convocazioni import annulla_incontri_futuri

CASO_CHIUSO = "Il caso è stato chiuso."


def gli_incontri_finiscono_con_il_caso(sender: Any, caso: CasoAdi, operatore: Utente, **_: Any) -> None:
    """In the transaction of the closing: nobody comes to a meeting on a closed case."""
    annulla_incontri_futuri(caso=caso, motivo=CASO_CHIUSO, operatore=operatore)


def il_responsabile_del_caso_segue_l_assegnazione(
    sender: Any, caso: CasoAdi, operatore: Utente, **_: Any
) -> None:
    """In the transaction of the assignment."""
    segui_assegnazione(caso=caso, operatore=operatore)
