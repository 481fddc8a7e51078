"""Nobody is called to two places at once, unless whoever convenes says that it is all right.

A holiday or an odd hour is only remarked.
"""

import datetime
from collections.abc import Iterable

from adi_platform.calendario.giorni import ROMA, Calendario, GiornoFisso
from adi_platform.errori import DominioError
from adi_platform.riunioni.models import Partecipante
from adi_platform.riunioni.services.impegni import gia_convocati
from equipe.models import MembroEquipe

APRE, CHIUDE = datetime.time(8), datetime.time(19)


def ora_insolita(inizio: datetime.datetime, fine: datetime.datetime, *, patrono: GiornoFisso | None) -> str:
    """What is odd in a day or an hour, in words; empty when nothing is. A remark: whoever convenes decides."""
    da, a = inizio.astimezone(ROMA), fine.astimezone(ROMA)
    festa = Calendario(patrono=patrono).motivo_festivo(da.date())
    if festa:
        return f"Il giorno scelto è festivo ({festa})."
    if da.time() < APRE or a.time() > CHIUDE or a.date() != da.date():
        return f"L'ora scelta è insolita: dalle {da:%H:%M} alle {a:%H:%M}."
    return ""


def esigi_liberi(
    chi: Iterable[MembroEquipe | Partecipante],
    ambito_id: int,
    inizio: datetime.datetime,
    fine: datetime.datetime,
    *,
    tranne: int | None = None,
) -> None:
    """Raise DominioError naming who has another meeting then; about whom it is, is not said."""
    persone = list(chi)
    occupati = gia_convocati(
        ambito_id=ambito_id,
        utenti=[p.utente_id for p in persone if p.utente_id],
        nomi=[str(p) for p in persone if not p.utente_id],
        inizio=inizio,
        fine=fine,
        tranne=tranne,
    )
    if occupati:
        raise DominioError(
            f"A quell'ora c'è già un'altra riunione per {', '.join(occupati)}. Scegli un'altra ora, oppure metti "
            "il segno qui.",
            campo="comunque",
        )
