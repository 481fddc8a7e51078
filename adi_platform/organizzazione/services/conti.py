"""Opening and closing accounts: one account is one named person."""

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Ente, Incarico, Utente


class AccessoGiaAperto(DominioError):
    """Another account has the same e-mail."""


class AccessoNonModificabile(DominioError):
    """The office may not do this to that account."""


@transaction.atomic
def apri_accesso(*, email: str, nome: str, cognome: str, codice_fiscale: str, ente: Ente | None) -> Utente:
    """Open an account without a password: it is entered through the invitation."""
    indirizzo = Utente.objects.normalize_email(email).lower()
    if Utente.objects.filter(email__iexact=indirizzo).exists():
        raise AccessoGiaAperto("C'è già un accesso con questo indirizzo.", campo="email")
    return Utente.objects.crea(
        email=indirizzo, nome=nome, cognome=cognome, codice_fiscale=codice_fiscale.upper(), ente=ente
    )


@transaction.atomic
def disattiva_accesso(*, utente: Utente, ambito: Ambito, operatore: Utente) -> None:
    """Close an account: its sessions are refused from the next request."""
    if utente.pk == operatore.pk:
        raise AccessoNonModificabile("Il tuo accesso lo può chiudere solo un altro amministratore.")
    if Incarico.objects.filter(utente=utente).exclude(ambito=ambito).exists():
        raise AccessoNonModificabile(
            "Questa persona lavora anche in un altro Ambito: qui puoi terminare i suoi incarichi."
        )
    _imposta_attivo(utente, attivo=False)


@transaction.atomic
def riattiva_accesso(*, utente: Utente) -> None:
    _imposta_attivo(utente, attivo=True)


def _imposta_attivo(utente: Utente, *, attivo: bool) -> None:
    riga = blocca(utente)
    riga.is_active = attivo
    riga.save(update_fields=["is_active"])
    utente.is_active = attivo
