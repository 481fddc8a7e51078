"""The invitation: a one-time link with which a person chooses the password. The link is never stored."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from adi_platform.organizzazione.models import Utente

logger = logging.getLogger(__name__)


def manda_invito(request: HttpRequest, utente: Utente) -> None:
    """Send the link, or tell the administrator that it did not leave."""
    percorso = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(utente), "key": default_token_generator.make_token(utente)},
    )
    contesto = {
        "user": utente,
        "indirizzo": f"{settings.INDIRIZZO_PUBBLICO}{percorso}",
        "giorni": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    try:
        get_adapter(request).send_mail("organizzazione/email/invito", utente.email, contesto)
    except (SMTPException, OSError):
        logger.exception("invito non spedito")
        messages.warning(request, "L'invito non è partito. Riprova tra qualche minuto.")
    else:
        messages.success(request, f"Invito spedito a {utente.email}: vale {contesto['giorni']} giorni.")
