"""What happens on this floor when something happens below."""

import datetime
from typing import Any

from adi_platform.documenti.models import Documento
from cases.models import AnalisiPreliminare, CasoAdi
from equipe.services.termine_patto import ESITO_EQUIPE, fai_decorrere
from equipe.services.verbale import TIPO_ESTRATTO, TIPO_VERBALE, quando_il_verbale_e_pronto


def quando_un_documento_e_pronto(sender: type[Documento], instance: Documento, **_: Any) -> None:
    """The minutes have their files: number and sending in the same transaction."""
    if instance.tipo in (TIPO_VERBALE, TIPO_ESTRATTO) and instance.pronto:
        quando_il_verbale_e_pronto(instance)


def il_termine_decorre_dall_analisi(
    sender: Any, caso: CasoAdi, analisi: AnalisiPreliminare, al: datetime.date, **_: Any
) -> None:
    """An analysis that asks for the team starts the standard of the Ambito to the Patto."""
    if analisi.esiti.filter(codice=ESITO_EQUIPE).exists():
        fai_decorrere(caso, inizio=al, da_che_cosa="dell'analisi preliminare")
