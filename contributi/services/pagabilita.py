"""From which day the money of an act may leave: signed, then published (D.Lgs. 33/2013 art. 26 c. 3)."""

import datetime

from contributi.models import Provvedimento
from contributi.services import pubblicazione
from contributi.services.atto_firmato import attende_la_firma


def pagabile_dal(provvedimento: Provvedimento) -> datetime.date | None:
    """First day on which it may be paid; None while it waits for signature or publication."""
    return pubblicazione.pagabile_dal(provvedimento)


def perche_non_ancora(provvedimento: Provvedimento, *, al: datetime.date) -> str:
    """Empty when it may be paid on the day `al`, otherwise why not."""
    if motivo := attende_la_firma(provvedimento):
        return motivo
    dal = pagabile_dal(provvedimento)
    if dal is None:
        return "attende la pubblicazione"
    return f"si può pagare dal {dal:%d/%m/%Y}" if dal > al else ""
