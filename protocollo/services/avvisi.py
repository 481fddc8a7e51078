"""Neutral letters to the people of other bodies; a letter not sent yet dies with the right to read it."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from adi_platform.calendario.giorni import ROMA
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.outbox.models import Messaggio
from adi_platform.outbox.services.accoda import accoda_messaggio
from cases.services.avvisi import responsabili
from protocollo.models import Condivisione, Quesito
from protocollo.services.divulgazioni import annota_lettera

EVENTO = "condivisione.avviso"
EVENTO_PASSAGGIO = "condivisione.passata"
EVENTO_RITIRO = "condivisione.ritirata"
MATTINA = datetime.time(7)
OGGETTO = "Una comunicazione dai servizi sociali"
TESTO = """Buongiorno,

c'è qualcosa per te nel portale: {che_cosa}.
Entra con il tuo account personale: {indirizzo}

Per riservatezza questo messaggio non contiene nomi né altri dati.
"""
OGGETTO_PASSAGGIO = "Una scheda condivisa la legge anche un'altra persona"
TESTO_PASSAGGIO = """Buongiorno {nome},

in un altro ente una scheda di un caso che segui è stata passata a un collega, che la legge da oggi.
Chi la legge adesso: {indirizzo}
"""
OGGETTO_RITIRO = "Una risposta non serve più"
TESTO_RITIRO = """Buongiorno,

qualcosa che ti era stato chiesto nel portale è stato ritirato: non serve più rispondere.
Ciò che resta da fare è qui: {indirizzo}

Per riservatezza questo messaggio non contiene nomi né altri dati.
"""


def avvisa(*, condivisione: Condivisione, utente: Utente, che_cosa: str, motivo: str) -> None:
    """`motivo` makes the message unique: the same thing is never told twice.

    Of a grant that starts on another day it leaves on the morning of that day, when the page opens.
    """
    testo = TESTO.format(che_cosa=che_cosa, indirizzo=f"{settings.INDIRIZZO_PUBBLICO}/portale/")
    accoda_messaggio(
        evento=EVENTO,
        destinatario_email=utente.email,
        oggetto=OGGETTO,
        testo=testo,
        chiave=f"condivisione:{condivisione.pk}:{utente.pk}:{motivo}",
        ambito_id=condivisione.caso.ambito_id,
        non_prima=datetime.datetime.combine(condivisione.dal, MATTINA, ROMA)
        if condivisione.dal > timezone.localdate()
        else None,
    )


def avvisa_chi_segue(condivisione: Condivisione, *, motivo: str) -> None:
    """To who follows the case: another person of the body reads a sheet from today. Who, is behind the link."""
    caso = condivisione.caso
    dove = f"{settings.INDIRIZZO_PUBBLICO}{reverse('condivisioni', args=[caso.pk])}"
    for utente in responsabili(caso):
        accoda_messaggio(
            evento=EVENTO_PASSAGGIO,
            destinatario_email=utente.email,
            oggetto=OGGETTO_PASSAGGIO,
            testo=TESTO_PASSAGGIO.format(nome=utente.nome, indirizzo=dove),
            chiave=f"condivisione-passata:{condivisione.pk}:{utente.pk}:{motivo}",
            ambito_id=caso.ambito_id,
        )


def avvisa_del_ritiro(condivisione: Condivisione, utente: Utente, *, motivo: str) -> None:
    """To who had something to answer: not any more. It leaves also when the grant is over, and says nothing of
    it: it is not written down as something that went out.
    """
    accoda_messaggio(
        evento=EVENTO_RITIRO,
        destinatario_email=utente.email,
        oggetto=OGGETTO_RITIRO,
        testo=TESTO_RITIRO.format(indirizzo=f"{settings.INDIRIZZO_PUBBLICO}/portale/"),
        chiave=f"ritirata:{condivisione.pk}:{utente.pk}:{motivo}",
        ambito_id=condivisione.caso.ambito_id,
    )


def avvisa_tutti(condivisione: Condivisione, *, che_cosa: str, motivo: str) -> None:
    """Everybody who may look today."""
    oggi = timezone.localdate()
    for destinatario in condivisione.destinatari.select_related("utente"):
        if destinatario.al is None or destinatario.al >= oggi:
            avvisa(condivisione=condivisione, utente=destinatario.utente, che_cosa=che_cosa, motivo=motivo)


def va_ancora_spedito(messaggio: Messaggio) -> bool:
    """Asked by the outbox just before sending: the grant, the recipient and the post must still hold."""
    condivisione, utente = _di_chi(messaggio)
    if not _domanda_aperta(messaggio.chiave.split(":", 3)[3]):
        return False
    if not ancora_in_carica(messaggio):
        return False
    oggi = timezone.localdate()
    righe = Condivisione.objects.in_vigore(oggi).filter(pk=condivisione, destinatari__utente=utente)
    return any(d.al is None or d.al >= oggi for c in righe for d in c.destinatari.filter(utente=utente))


def ancora_in_carica(messaggio: Messaggio) -> bool:
    """Asked by the outbox just before sending: the recipient still works for a body."""
    in_carica = Incarico.objects.attivi(timezone.localdate()).filter(
        utente=_di_chi(messaggio)[1], utente__is_active=True, ruolo=Ruolo.REFERENTE_PARTNER
    )
    return in_carica.exists()


def annota_la_spedizione(messaggio: Messaggio, partito: bool) -> None:
    """Told by the outbox: what went out is written down when it goes, not when it is queued."""
    if partito:
        condivisione, utente = _di_chi(messaggio)
        annota_lettera(messaggio, Condivisione.objects.get(pk=condivisione), utente=utente)


def _di_chi(messaggio: Messaggio) -> tuple[int, int]:
    condivisione, utente = messaggio.chiave.split(":", 3)[1:3]
    return int(condivisione), int(utente)


def _domanda_aperta(motivo: str) -> bool:
    """False for the letter of a question that has been answered or taken back."""
    genere, _, resto = motivo.partition(":")
    if genere != "quesito":
        return True
    return Quesito.objects.aperti().filter(pk=int(resto.split(":")[0])).exists()
