"""What was put to the person who has signed in and is over: they are told so, and nothing else of it."""

from collections.abc import Callable

from django.db.models import Q
from django.utils import timezone

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.riunioni.enums import StatoRiunione
from adi_platform.riunioni.models import Partecipante
from protocollo.enums import StatoInvio, StatoQuesito
from protocollo.models import Condivisione, DestinatarioCondivisione, Invio, Quesito

RITIRATA = "Questa richiesta è stata ritirata: non serve più rispondere."
NON_CONDIVISA = "Questa scheda non è più condivisa con te: l'accesso è finito o è stato revocato."
FINITA = "Questa richiesta non è più aperta: l'accesso alla scheda è finito."
DOMANDA_RITIRATA = "Questa domanda è stata ritirata: non serve più rispondere."
DOMANDA_FINITA = "Questa domanda non è più aperta: l'accesso alla scheda è finito."
RIUNIONI = {
    StatoRiunione.ANNULLATA: "Questa riunione è stata annullata.",
    StatoRiunione.RINVIATA: "Questa riunione è stata rinviata: se ha già un altro giorno la trovi fra le tue cose.",
}


def perche_e_finita(perimetro: Perimetro, rotta: str, pk: int) -> str:
    """What to say of an address that answers 404; empty for who never had it, or has it no more by their own body."""
    chiedi = _DI_CHI.get(rotta)
    return chiedi(perimetro, pk) if chiedi else ""


def _condivisione(perimetro: Perimetro, pk: int) -> str:
    return NON_CONDIVISA if pk in _ricevute(perimetro) and pk not in _aperte(perimetro) else ""


def _invio(perimetro: Perimetro, pk: int) -> str:
    invio = Invio.objects.filter(pk=pk, condivisione__in=_ricevute(perimetro)).first()
    if invio is None or invio.condivisione_id in _aperte(perimetro):
        return ""
    return RITIRATA if invio.stato == StatoInvio.RITIRATO else FINITA


def _quesito(perimetro: Perimetro, pk: int) -> str:
    mio = Quesito.objects.filter(pk=pk, a=perimetro.utente_id, condivisione__in=_ricevute(perimetro)).first()
    if mio is None:
        return ""
    return DOMANDA_RITIRATA if mio.stato == StatoQuesito.REVOCATO else DOMANDA_FINITA


def _riunione(perimetro: Perimetro, pk: int) -> str:
    io = Q(utente=perimetro.utente_id) | Q(delegato_utente=perimetro.utente_id)
    miei = Partecipante.objects.filter(
        io, riunione=pk, riunione__ambito__in=perimetro.ambiti_come(Ruolo.REFERENTE_PARTNER)
    )
    stato = miei.values_list("riunione__stato", flat=True).first()
    return RIUNIONI.get(StatoRiunione(stato), "") if stato else ""


def _ricevute(perimetro: Perimetro) -> set[int]:
    """Grants in which the person is still named, also when they are over."""
    oggi = timezone.localdate()
    righe = DestinatarioCondivisione.objects.filter(
        Q(al__isnull=True) | Q(al__gte=oggi),
        utente=perimetro.utente_id,
        condivisione__ente=perimetro.ente_id,
        condivisione__caso__ambito__in=perimetro.ambiti_come(Ruolo.REFERENTE_PARTNER),
    )
    return set(righe.values_list("condivisione", flat=True))


def _aperte(perimetro: Perimetro) -> set[int]:
    return set(Condivisione.objects.del_partner(perimetro).values_list("pk", flat=True))


_DI_CHI: dict[str, Callable[[Perimetro, int], str]] = {
    **dict.fromkeys(("portale-condivisione", "portale-estratto", "portale-passa"), _condivisione),
    **dict.fromkeys(("portale-invio", "portale-invio-mossa"), _invio),
    "portale-quesito": _quesito,
    **dict.fromkeys(
        ("portale-riunione", "portale-riunione-risposta", "portale-riunione-calendario"), _riunione
    ),
}
