"""Roles given and ended, with their dates."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Comune, Incarico, UnitaTerritoriale, Utente
from adi_platform.organizzazione.services.approvazioni import approvazione_iniziale


class IncaricoNonValido(DominioError):
    """A role that cannot be given or ended in this way."""


@transaction.atomic
def aggiungi_incarico(
    *,
    utente: Utente,
    ambito: Ambito,
    ruolo: Ruolo,
    dal: datetime.date,
    al: datetime.date | None,
    unita: UnitaTerritoriale | None,
    comune: Comune | None,
    operatore: Utente,
) -> Incarico:
    """Propose a role, that has effect when the Dirigente approves it.

    Nobody gives roles to themselves; the territory must belong to the Ambito.
    """
    if utente.pk == operatore.pk:
        raise IncaricoNonValido("Un incarico a te lo deve dare un altro amministratore.")
    _verifica_territorio(ambito, unita, comune)
    if ruolo == Ruolo.REFERENTE_PARTNER and (utente.ente is None or utente.ente.ambito_id != ambito.pk):
        raise IncaricoNonValido("Un referente deve appartenere a un ente partner dell'Ambito.", campo="ruolo")
    incarico = Incarico(
        utente=utente,
        ambito=ambito,
        ruolo=ruolo,
        dal=dal,
        al=al,
        unita=unita,
        comune=comune,
        aggiornato_da=operatore,
        approvazione=approvazione_iniziale(ambito=ambito, ruolo=ruolo),
    )
    try:
        incarico.full_clean()
    except ValidationError as errore:
        raise IncaricoNonValido(" ".join(errore.messages)) from errore
    incarico.save()
    return incarico


def _verifica_territorio(ambito: Ambito, unita: UnitaTerritoriale | None, comune: Comune | None) -> None:
    for luogo in (unita, comune):
        if luogo is not None and luogo.ambito_id != ambito.pk:
            raise IncaricoNonValido("Questo territorio non fa parte dell'Ambito.")


def coordinatori_di(ambito_id: int) -> QuerySet[Utente]:
    """Who coordinates the Ambito today, or a part of it, and can sign in."""
    incarichi = Incarico.objects.filter(ambito_id=ambito_id, ruolo=Ruolo.COORDINATORE).attivi(
        timezone.localdate()
    )
    return Utente.objects.filter(is_active=True, pk__in=incarichi.values("utente")).order_by("pk")


@transaction.atomic
def termina_incarico(*, incarico: Incarico, ultimo_giorno: datetime.date, operatore: Utente) -> Incarico:
    """Set the last day, included. Yesterday ends the role from the next request."""
    riga = blocca(incarico)
    if ultimo_giorno < riga.dal:
        raise IncaricoNonValido(
            f"L'incarico inizia il {riga.dal:%d/%m/%Y}: l'ultimo giorno non può venire prima.",
            campo="ultimo_giorno",
        )
    riga.al = ultimo_giorno
    riga.aggiornato_da = operatore
    riga.save()
    return riga
