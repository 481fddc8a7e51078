"""Somebody at the counter: their household, if there is none yet, and the case that follows them."""

import datetime

from django.db import transaction

from adi_platform.organizzazione.models import Comune, Utente
from cases.models import CasoAdi, Nucleo, Persona
from cases.services.casi import apri_caso
from cases.services.nuclei import crea_nucleo_di, esigi_maggiorenne


@transaction.atomic
def accogli(
    *,
    persona: Persona,
    comune: Comune,
    tipo: str,
    operatore: Utente,
    al: datetime.date,
    numero_domanda: str = "",
    data_domanda: datetime.date | None = None,
    data_pad: datetime.date | None = None,
    data_trasmissione: datetime.date | None = None,
) -> CasoAdi:
    """Open a case of the household in which the person is today, or of a new one around them.

    Raises DominioError when the person is under age and alone, the household is already followed from the
    counter, or the number is taken.
    """
    nucleo = nucleo_di(persona, al=al)
    if nucleo is None:
        esigi_maggiorenne(persona, al=al, campo="tipo")
        nucleo = crea_nucleo_di(persona=persona, operatore=operatore, comune=comune, dal=al)
    return apri_caso(
        nucleo=nucleo,
        comune=comune,
        tipo=tipo,
        numero_domanda=numero_domanda,
        data_domanda=data_domanda,
        data_pad=data_pad,
        data_trasmissione=data_trasmissione,
        operatore=operatore,
        al=al,
    )


def nucleo_di(persona: Persona, *, al: datetime.date) -> Nucleo | None:
    """The household in which the person is on that day, as confirmed."""
    appartenenza = (
        persona.appartenenze.filter(da_confermare=False, periodo__contains=al)
        .select_related("nucleo__referente", "nucleo__comune")
        .order_by("pk")
        .first()
    )
    return appartenenza.nucleo if appartenenza else None
