"""Every night: who has not said no is reminded, once, some days before the meeting."""

import datetime

from django.db import transaction
from django.utils import timezone

from adi_platform.calendario.giorni import ROMA
from adi_platform.norme.loader import parametro
from adi_platform.organizzazione.services.parametri import scelte_di
from adi_platform.riunioni.enums import Organo, Risposta, StatoRiunione
from adi_platform.riunioni.models import Partecipante
from equipe.services import posta_inviti

FINESTRA = datetime.timedelta(days=31)


def ricorda_le_riunioni(*, al: datetime.date) -> int:
    """How many letters were written. Run twice it writes nothing more."""
    adesso = timezone.now()
    righe = Partecipante.objects.filter(
        riunione__organo=Organo.EQUIPE,
        riunione__stato=StatoRiunione.CONVOCATA,
        riunione__inizio__gt=adesso,
        riunione__inizio__lt=adesso + FINESTRA,
        promemoria_il__isnull=True,
    ).exclude(risposta=Risposta.RIFIUTATO)
    giorni: dict[int, int] = {}
    scritte = 0
    for riga in righe.select_related("riunione").order_by("pk"):
        ambito = riga.riunione.ambito_id
        if ambito not in giorni:
            giorni[ambito] = parametro("equipe.promemoria_giorni", al=al, ambito=scelte_di(ambito)).intero
        if riga.riunione.inizio.astimezone(ROMA).date() <= al + datetime.timedelta(days=giorni[ambito]):
            scritte += ricorda(riga)
    return scritte


@transaction.atomic
def ricorda(partecipante: Partecipante) -> bool:
    """To the person who comes: the colleague, if they sent one."""
    riga = (
        Partecipante.objects.select_for_update(of=("self",))
        .select_related("riunione", "utente", "delegato_utente")
        .get(pk=partecipante.pk)
    )
    if riga.promemoria_il is not None:
        return False
    if not posta_inviti.scrivi(riga, riga.riunione, posta_inviti.PROMEMORIA, a=riga.delegato_utente):
        return False
    riga.promemoria_il = timezone.now()
    riga.save()
    return True
