"""What this floor shows below: its block and its events on the case, its line on the desk."""

import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from cases.cronologia import Evento, Genere
from cases.models import CasoAdi
from cases.scrivania import Voce
from protocollo.enums import StatoInvio, StatoQuesito
from protocollo.models import Condivisione, Invio, TransizioneInvio
from protocollo.permissions import (
    CONDIVIDE,
    VEDE_CONDIVISIONI,
    condivisioni_del_caso,
    destinatari_in_vigore,
    invii_del_caso,
    invii_seguiti,
    perche_non_condivide,
    quesiti_del_caso,
    quesiti_seguiti,
)
from protocollo.permissions_inviti import inviti_da_confermare
from protocollo.querysets import di_servizi_sanitari
from protocollo.services.passaggi import invii_rimasti_soli, lasciati_di, quesiti_rimasti_soli
from protocollo.transizioni import APERTI, tabella_di
from protocollo.views.comune import tono_di


def blocco_condivisioni(request: HttpRequest, caso: CasoAdi) -> dict[str, Any] | None:
    """Who can see now, and what is awaited from whom."""
    perimetro, oggi = perimetro_di(request), timezone.localdate()
    if not VEDE_CONDIVISIONI.ammette(perimetro):
        return None
    visibili = condivisioni_del_caso(perimetro, caso)
    invii = invii_del_caso(perimetro, caso).filter(
        Q(pk__in=Invio.objects.aperti().values("pk")) | Q(da_leggere=True)
    )
    puo_condividere = not perche_non_condivide(perimetro, caso)
    aperte = list(
        Condivisione.objects.in_vigore(oggi)
        .filter(pk__in=visibili.values("pk"))
        .select_related("ente", "servizio")
        .prefetch_related(
            Prefetch("destinatari", queryset=destinatari_in_vigore(oggi).select_related("utente"))
        )
    )
    return {
        "lasciati": lasciati_di(caso, al=oggi) if aperte and puo_condividere else [],
        "aperte": aperte,
        "invii": [{"invio": i, "tono": tono_di(i)} for i in invii],
        "domande": quesiti_del_caso(perimetro, caso).filter(
            Q(stato=StatoQuesito.APERTO) | Q(stato=StatoQuesito.RISPOSTO, letto_il__isnull=True)
        ),
        "oggi": oggi,
        "puo_condividere": puo_condividere,
    }


def eventi_della_rete(
    caso: CasoAdi, dal: datetime.datetime | None, al: datetime.datetime | None
) -> list[Evento]:
    """Moves of the referrals; those with a health service are not told to everybody who reads the case."""
    mosse = TransizioneInvio.objects.filter(oggetto__caso=caso).exclude(
        di_servizi_sanitari("oggetto__condivisione__")
    )
    if dal:
        mosse = mosse.filter(avvenuta_il__gte=dal)
    if al:
        mosse = mosse.filter(avvenuta_il__lte=al)
    return [
        _evento(m)
        for m in mosse.select_related("oggetto__persona", "oggetto__condivisione__ente", "operatore")
    ]


def voci_della_rete(request: HttpRequest) -> list[Voce]:
    """Answers to read and answers that are late: of the bodies, and of one person who was asked something."""
    perimetro = perimetro_di(request)
    if not CONDIVIDE.ammette(perimetro):
        return []
    oggi = timezone.localdate()
    # Counted as the lists they lead to show them: an answer to read may also be late.
    invii = invii_seguiti(perimetro).aggregate(
        leggere=Count("pk", filter=Q(da_leggere=True)),
        ritardo=Count("pk", filter=Q(stato__in=APERTI, entro__lt=oggi)),
        soli=Count("pk", filter=invii_rimasti_soli(oggi)),
    )
    quesiti = quesiti_seguiti(perimetro).aggregate(
        leggere=Count("pk", filter=Q(stato=StatoQuesito.RISPOSTO, letto_il__isnull=True)),
        ritardo=Count("pk", filter=Q(stato=StatoQuesito.APERTO, entro__lt=oggi)),
        soli=Count("pk", filter=quesiti_rimasti_soli(oggi)),
    )
    return [
        *_voci("rete-invii", DEGLI_ENTI, invii),
        *_voci("rete-quesiti", DELLE_PERSONE, quesiti),
        *_inviti_da_confermare(perimetro),
    ]


def _inviti_da_confermare(perimetro: Perimetro) -> list[Voce]:
    """For the coordinator: invitations of the bodies that leave only with their yes."""
    ambiti = perimetro.ambiti_come(Ruolo.COORDINATORE)
    quanti = inviti_da_confermare(ambiti).count() if ambiti else 0
    if not quanti:
        return []
    parole = "invito di un altro ente da confermare" if quanti == 1 else "inviti di altri enti da confermare"
    return [Voce(numero=quanti, etichetta=parole, url=reverse("rete-enti"), tono="attenzione")]


# To read, late, left alone: one and many.
DEGLI_ENTI = (
    ("risposta di altri enti da leggere", "risposte di altri enti da leggere"),
    ("risposta in ritardo da un altro ente", "risposte in ritardo da altri enti"),
    ("richiesta che nessuno può più leggere", "richieste che nessuno può più leggere"),
)
DELLE_PERSONE = (
    ("risposta a una domanda da leggere", "risposte alle domande da leggere"),
    ("domanda senza risposta, in ritardo", "domande senza risposta, in ritardo"),
    ("domanda a chi non può più rispondere", "domande a chi non può più rispondere"),
)
Parole = tuple[tuple[str, str], ...]


def _voci(rotta: str, parole: Parole, quante: dict[str, int]) -> list[Voce]:
    dove = reverse(rotta)
    gruppi = zip(("leggere", "ritardo", "soli"), ("info", "attenzione", "attenzione"), parole, strict=True)
    return [
        Voce(
            numero=quante[vedi],
            etichetta=uno if quante[vedi] == 1 else molti,
            url=f"{dove}?vedi={vedi}",
            tono=tono,
        )
        for vedi, tono, (uno, molti) in gruppi
        if quante[vedi]
    ]


def _evento(mossa: TransizioneInvio) -> Evento:
    invio = mossa.oggetto
    stato = tabella_di(invio.tipo).etichetta_di(mossa.a_stato).lower()
    parole = "richiesta inviata" if mossa.a_stato == StatoInvio.INVIATO else stato
    return Evento(
        quando=mossa.avvenuta_il,
        genere=Genere.COMUNICAZIONI,
        titolo=f"{invio.persona.nome} {invio.persona.cognome}, {invio.condivisione.ente.nome}: {parole}",
        autore=mossa.operatore.nome_breve if mossa.operatore else "",
        url=reverse("caso-invio", args=[invio.caso_id, invio.pk]),
        icona="it-exchange-circle",
    )
