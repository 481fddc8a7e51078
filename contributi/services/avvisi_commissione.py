"""Mails of the commission: neutral words, no name of a family, one for each person and event."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.services.accoda import accoda_messaggio
from adi_platform.riunioni.services.riunioni import invito_ics
from contributi.models import Seduta

CARTELLA = "contributi/email"


def avvisa(
    seduta: Seduta,
    evento: str,
    destinatari: Iterable[Utente],
    *,
    con_invito: bool = False,
    **altro: Any,
) -> None:
    """`contributi/email/<evento>.txt`: first line the subject, the rest the text. Sent once to each address."""
    for utente in {u.email: u for u in destinatari if u.is_active}.values():
        oggetto, _, testo = render_to_string(
            f"{CARTELLA}/{evento}.txt",
            {"seduta": seduta, "indirizzo": indirizzo_di(seduta), "chi": utente, **altro},
        ).partition("\n")
        accoda_messaggio(
            evento=f"commissione.{evento}",
            destinatario_email=utente.email,
            oggetto=oggetto.strip(),
            testo=testo.strip() + "\n",
            chiave=f"{chiave_seduta(seduta)}:{evento}:{seduta.riunione.sequenza}:{utente.pk}",
            allegati=[invito_ics(seduta.riunione, a=utente.email)] if con_invito else [],
            ambito_id=seduta.commissione.ambito_id,
        )


def chiave_seduta(seduta: Seduta) -> str:
    """How the keys of the messages about one session begin."""
    return f"seduta:{seduta.pk}"


def indirizzo_di(seduta: Seduta) -> str:
    dove = reverse("contributi:seduta", args=[seduta.commissione_id, seduta.pk])
    return f"{settings.INDIRIZZO_PUBBLICO}{dove}"
