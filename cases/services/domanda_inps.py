"""What makes sense only where there is an application for the Assegno di Inclusione."""

import datetime

from adi_platform.errori import DominioError
from cases.models import CasoAdi


def solo_adi(caso: CasoAdi) -> None:
    """Raises DominioError for who came to the counter: INPS and its duties have nothing to do with them."""
    if not caso.adi:
        raise DominioError("Questo nucleo non ha una domanda di Assegno di Inclusione: qui non serve.")


def non_prima_della_domanda(caso: CasoAdi, giorno: datetime.date, *, campo: str) -> None:
    """Raises DominioError for a fact of the case before its application (the PAD, where that day is unknown)."""
    inizio, quale = (
        (caso.data_domanda, "della domanda INPS") if caso.data_domanda else (caso.data_pad, "del PAD")
    )
    if inizio and giorno < inizio:
        raise DominioError(f"È prima {quale}, che è del {inizio:%d/%m/%Y}: controlla la data.", campo=campo)
