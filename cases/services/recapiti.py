"""Phones and addresses of persons who are not protected."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.ricerca.recapiti import forma_di_confronto
from adi_platform.ricerca.testo import pulisci_testo
from cases.enums import TipoRecapito
from cases.models import Persona, Recapito

CIFRE_TELEFONO = range(5, 16)


@transaction.atomic
def aggiungi_recapito(
    *, persona: Persona, operatore: Utente | None, tipo: str, valore: str, nota: str = ""
) -> Recapito:
    """Add a contact, or return the one that is already there. Refused for a protected person."""
    persona = Persona.objects.select_for_update(of=("self",)).get(pk=persona.pk)
    if persona.protetta:
        raise DominioError("I recapiti di questa persona si scrivono solo nella parte riservata.")
    scritto = controlla_recapito(tipo=tipo, valore=valore)
    recapito, _ = Recapito.objects.get_or_create(
        persona=persona,
        tipo=tipo,
        valore_norm=forma_di_confronto(scritto, telefono=tipo == TipoRecapito.TELEFONO),
        defaults={"valore": scritto, "nota": pulisci_testo(nota), "aggiornato_da": operatore},
    )
    return recapito


@transaction.atomic
def togli_recapito(*, recapito: Recapito) -> None:
    recapito.delete()


def controlla_recapito(*, tipo: str, valore: str) -> str:
    """The contact as it will be stored, or a DominioError that says what is wrong."""
    scritto = pulisci_testo(valore)
    if tipo not in TipoRecapito.values:
        raise DominioError("Scegli il tipo di recapito.", campo="tipo")
    if tipo == TipoRecapito.TELEFONO:
        cifre = forma_di_confronto(scritto, telefono=True)
        if not cifre.isascii() or len(cifre) not in CIFRE_TELEFONO or any(c.isalpha() for c in scritto):
            raise DominioError("Scrivi un solo numero di telefono, per esempio 318 1234567.", campo="valore")
        return scritto
    try:
        validate_email(scritto)
    except ValidationError as errore:
        raise DominioError("L'indirizzo di posta non è completo: controllalo.", campo="valore") from errore
    return scritto
