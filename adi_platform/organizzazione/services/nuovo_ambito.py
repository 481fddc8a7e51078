"""A new tenant: the Ambito and the first person who may enter it and open accounts to the others."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Incarico, Utente
from adi_platform.organizzazione.services.conti import apri_accesso


class AmbitoNonValido(DominioError):
    """The data of the new Ambito cannot stand."""


@transaction.atomic
def apri_ambito(
    *, nome: str, nome_breve: str, codice: str, ente_capofila: str, email: str, persona: tuple[str, str]
) -> Utente:
    """Return the technical administrator, who enters for the first time through the code by e-mail."""
    ambito = Ambito(nome=nome, nome_breve=nome_breve, codice=codice, ente_capofila=ente_capofila)
    try:
        ambito.full_clean()
    except ValidationError as errore:
        raise AmbitoNonValido(" ".join(errore.messages)) from errore
    ambito.save()
    utente = apri_accesso(email=email, nome=persona[0], cognome=persona[1], codice_fiscale="", ente=None)
    Incarico.objects.create(
        utente=utente, ambito=ambito, ruolo=Ruolo.AMMINISTRATORE_TECNICO, dal=timezone.localdate()
    )
    return utente
