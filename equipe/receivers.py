"""What happens on this floor when something happens below."""

import datetime
from typing import Any

from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from cases.models import AnalisiPreliminare, CasoAdi
from equipe.services.cambi import segui_assegnazione
from equipe.services.convocazioni import annulla_incontri_futuri
from equipe.services.termine_patto import ESITO_EQUIPE, fai_decorrere, gia_decorre, non_decorre_piu
from equipe.services.verbale import TIPO_ESTRATTO, TIPO_VERBALE, quando_il_verbale_e_pronto

CASO_CHIUSO = "Il caso è stato chiuso."


def gli_incontri_finiscono_con_il_caso(sender: Any, caso: CasoAdi, operatore: Utente, **_: Any) -> None:
    """In the transaction of the closing: nobody comes to a meeting on a closed case."""
    annulla_incontri_futuri(caso=caso, motivo=CASO_CHIUSO, operatore=operatore)


def quando_un_documento_e_pronto(sender: type[Documento], instance: Documento, **_: Any) -> None:
    """The minutes have their files: number and sending in the same transaction."""
    if instance.tipo in (TIPO_VERBALE, TIPO_ESTRATTO) and instance.pronto:
        quando_il_verbale_e_pronto(instance)


def il_termine_decorre_dall_analisi(
    sender: Any, caso: CasoAdi, analisi: AnalisiPreliminare, al: datetime.date, **_: Any
) -> None:
    """An analysis that asks for the team starts the standard of the Ambito to the Patto.

    A rettifica corrects the same analysis and gives no more days; it ends the standard when the outcome no
    longer asks for the team.
    """
    if not analisi.esiti.filter(codice=ESITO_EQUIPE).exists():
        non_decorre_piu(caso)
    elif not gia_decorre(caso):
        fai_decorrere(caso, inizio=al, da_che_cosa="dell'analisi preliminare")


def il_responsabile_del_caso_segue_l_assegnazione(
    sender: Any, caso: CasoAdi, operatore: Utente, **_: Any
) -> None:
    """In the transaction of the assignment."""
    segui_assegnazione(caso=caso, operatore=operatore)
