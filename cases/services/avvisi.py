"""Messages to colleagues about cases: neutral words, no name of the household in the mail."""

import datetime

from django.conf import settings
from django.urls import reverse

from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.incarichi import coordinatori_di
from adi_platform.outbox.services.accoda import accoda_messaggio
from cases.models import AccessoConcesso, CasoAdi


def avvisa_assegnazione(*, caso: CasoAdi, a: Utente, dal: datetime.date) -> None:
    _scrivi(
        a,
        evento="caso.assegnato",
        oggetto="Un nuovo caso da seguire",
        testo=f"Dal {dal:%d/%m/%Y} segui un nuovo caso.\n\nLo trovi qui: {_indirizzo(caso)}",
        chiave=f"caso-assegnato:{caso.pk}:{caso.assegnazioni.count()}:{a.pk}",
        ambito_id=caso.ambito_id,
    )


def avvisa_richiesta_di_accesso(accesso: AccessoConcesso) -> None:
    """The case manager (or the coordinators, when nobody follows the case) must answer."""
    for responsabile in responsabili(accesso.caso):
        _scrivi(
            responsabile,
            evento="caso.accesso_chiesto",
            oggetto="Una richiesta di accesso aspetta la tua risposta",
            testo=f"{accesso.utente} chiede di vedere un caso.\n\n"
            f"Rispondi qui: {settings.INDIRIZZO_PUBBLICO}{reverse('accesso-elenco')}",
            chiave=f"accesso-chiesto:{accesso.pk}:{responsabile.pk}",
            ambito_id=accesso.caso.ambito_id,
        )


def avvisa_accesso_immediato(accesso: AccessoConcesso) -> None:
    """At once: somebody opened a case without waiting for leave."""
    for responsabile in responsabili(accesso.caso, anche_coordinatori=True):
        _scrivi(
            responsabile,
            evento="caso.accesso_immediato",
            oggetto="Accesso immediato a un caso",
            testo=f"{accesso.utente} ha aperto un caso senza attendere l'autorizzazione.\n\n"
            f"Il motivo e la revisione sono qui: {settings.INDIRIZZO_PUBBLICO}{reverse('accesso-elenco')}",
            chiave=f"accesso-immediato:{accesso.pk}:{responsabile.pk}",
            ambito_id=accesso.caso.ambito_id,
        )


def responsabili(caso: CasoAdi, *, anche_coordinatori: bool = False) -> list[Utente]:
    """The case manager; the coordinators of the Ambito when nobody follows the case, or when asked."""
    primi = [caso.case_manager] if caso.case_manager else []
    if primi and not anche_coordinatori:
        return primi
    return primi + [utente for utente in coordinatori_di(caso.ambito_id) if utente not in primi]


def _indirizzo(caso: CasoAdi) -> str:
    return f"{settings.INDIRIZZO_PUBBLICO}{reverse('caso-scheda', args=[caso.pk])}"


def _scrivi(a: Utente, *, evento: str, oggetto: str, testo: str, chiave: str, ambito_id: int) -> None:
    accoda_messaggio(
        evento=evento,
        destinatario_email=a.email,
        oggetto=oggetto,
        testo=f"Buongiorno {a.nome},\n\n{testo}\n",
        chiave=chiave,
        ambito_id=ambito_id,
    )
