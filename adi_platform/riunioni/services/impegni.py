"""Where people are called already: of any body, without saying about whom."""

import datetime
from collections.abc import Collection

from django.db.models import Q, QuerySet

from adi_platform.riunioni.enums import Presenza, Risposta, StatoRiunione
from adi_platform.riunioni.models import Partecipante, Riunione

NON_SI_TIENE = (StatoRiunione.RINVIATA, StatoRiunione.ANNULLATA)
NON_VIENE = (Risposta.RIFIUTATO, Risposta.DELEGA)


def gia_convocati(
    *,
    ambito_id: int,
    utenti: Collection[int],
    nomi: Collection[str],
    inizio: datetime.datetime,
    fine: datetime.datetime,
    tranne: int | None = None,
) -> list[str]:
    """Names of those who have another meeting in those minutes; `nomi`: who has no account."""
    righe = Partecipante.objects.filter(
        Q(utente__in=utenti) & ~Q(risposta__in=NON_VIENE)
        | Q(delegato_utente__in=utenti)
        | Q(utente__isnull=True, nome__in=nomi),
        riunione__ambito=ambito_id,
        riunione__inizio__lt=fine,
        riunione__fine__gt=inizio,
    ).exclude(Q(riunione__stato__in=NON_SI_TIENE) | Q(presenza=Presenza.DELEGATO) | Q(riunione=tranne))
    righe = righe.select_related("utente", "delegato_utente").order_by("pk")
    nomi_trovati = (
        str(r.delegato_utente) if r.delegato_utente_id in utenti else r.nome_intero for r in righe
    )
    return list(dict.fromkeys(nomi_trovati))


def riunioni_di(utente_id: int, *, dal: datetime.datetime, al: datetime.datetime) -> QuerySet[Riunione]:
    """Meetings that a person goes to, called or as a delegate; the hour first."""
    va = Q(utente=utente_id) & ~Q(risposta__in=NON_VIENE) | Q(delegato_utente=utente_id)
    miei = Partecipante.objects.filter(va).values("riunione")
    righe = Riunione.objects.filter(pk__in=miei, inizio__gte=dal, inizio__lt=al)
    return righe.exclude(stato__in=NON_SI_TIENE).order_by("inizio", "pk")
