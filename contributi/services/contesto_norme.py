"""The law of an Ambito for the acts on contributions, and the values used as they are stored."""

import datetime
from collections.abc import Iterable
from typing import Any

from adi_platform.calendario.giorni import Calendario, GiornoFisso
from adi_platform.norme.valori import Valore
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from contributi.models import Richiesta
from contributi.rules.letture_termine import LettureTermine


def letture_di(richiesta: Richiesta, *, al: datetime.date) -> LettureTermine:
    """Readings in force when the term started, or on `al` before the registration."""
    return LettureTermine.da_norme(norme_dell_ambito(richiesta.ambito_id), al=richiesta.data_domanda or al)


def calendario_di(richiesta: Richiesta, letture: LettureTermine) -> Calendario:
    comune = richiesta.comune
    patrono = None
    if comune is not None and comune.patrono_mese and comune.patrono_giorno:
        patrono = GiornoFisso(mese=comune.patrono_mese, giorno=comune.patrono_giorno)
    return Calendario(patrono=patrono, sabato_festivo=letture.sabato_festivo)


def come_dati(valori: Iterable[Valore]) -> list[dict[str, Any]]:
    """Values of the law beside the decision that used them."""
    return [
        {"chiave": v.chiave, "valore": str(v.valore), "dal": v.dal.isoformat(), "riferimento": v.riferimento}
        for v in valori
    ]
