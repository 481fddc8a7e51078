"""Sends the messages that are due, one at a time, each under its own lease."""

import base64
import logging
import smtplib

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from adi_platform.outbox.guardie import NON_PIU_DOVUTO, dopo_il_tentativo, va_spedito
from adi_platform.outbox.models import Messaggio

logger = logging.getLogger(__name__)

# The server itself does not answer: the other messages would fail in the same way.
SERVER_ASSENTE = (
    smtplib.SMTPConnectError,
    smtplib.SMTPServerDisconnected,
    ConnectionError,
    TimeoutError,
)


def spedisci(*, posta: BaseEmailBackend, al_massimo: int = 50) -> int:
    """Send what is due through one mail connection; returns how many left."""
    spediti = 0
    for _ in range(al_massimo):
        messaggio = Messaggio.objects.prendi()
        if messaggio is None:
            break
        try:
            if not va_spedito(messaggio):
                if messaggio.non_serve(NON_PIU_DOVUTO):
                    dopo_il_tentativo(messaggio, partito=False)
                continue
            posta.open()
            componi(messaggio, posta).send()
        except SERVER_ASSENTE as errore:
            messaggio.fallisce(f"Il server di posta non risponde ({type(errore).__name__}).")
            break
        except Exception as errore:
            logger.exception("messaggio %s (%s) non spedito", messaggio.pk, messaggio.evento)
            messaggio.fallisce(f"Spedizione non riuscita ({type(errore).__name__}).")
            posta.close()
        else:
            spediti += _partito(messaggio)
    posta.close()
    return spediti


def _partito(messaggio: Messaggio) -> bool:
    if not messaggio.riesce():
        return False
    dopo_il_tentativo(messaggio, partito=True)
    return True


def seppellisci_abbandonati() -> int:
    return sum(
        messaggio.fallisce("La spedizione si è interrotta più volte.", definitivo=True)
        for messaggio in Messaggio.objects.abbandonati()[:100]
    )


def componi(messaggio: Messaggio, posta: BaseEmailBackend) -> EmailMultiAlternatives:
    email = EmailMultiAlternatives(
        subject=messaggio.oggetto,
        body=messaggio.testo,
        to=[messaggio.destinatario],
        headers={"Message-ID": messaggio.message_id},
        connection=posta,
    )
    if messaggio.html:
        email.attach_alternative(messaggio.html, "text/html")
    for allegato in messaggio.allegati:
        email.attach(allegato["nome"], base64.b64decode(allegato["contenuto"]), allegato["tipo"])
    return email
