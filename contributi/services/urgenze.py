"""The urgent lane: the Dirigente grants on a summary istruttoria, the commission takes note at its next session."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from contributi.enums import Corsia, StatoProvvedimento, StatoSeduta, TipoProvvedimento
from contributi.models import Commissione, PresaDAtto, Provvedimento, Richiesta, Seduta
from contributi.services.adozione import adotta_provvedimento, blocca_nucleo
from contributi.services.provvedimenti import prepara_provvedimento, scrivi_provvedimento


@transaction.atomic
def decidi_urgenza(
    *,
    richiesta: Richiesta,
    versione: int,
    dati: dict[str, Any],
    adotta: bool,
    operatore: Utente,
    al: datetime.date,
) -> Provvedimento:
    """Write the draft and, with `adotta`, adopt it: all of it or nothing.

    `versione` is that of the draft that was read, 0 when there was none.
    """
    blocca_nucleo(richiesta)
    riga = blocca(richiesta)
    if riga.corsia != Corsia.URGENTE:
        raise DominioError("Questa domanda segue la corsia ordinaria.")
    bozza = bozza_di(riga)
    if bozza is None:
        bozza = prepara_provvedimento(richiesta=riga, tipo=TipoProvvedimento.CONCESSIONE, operatore=operatore)
        versione = bozza.versione
    elif bozza.tipo != TipoProvvedimento.CONCESSIONE:
        raise DominioError("C'è già una bozza di un altro tipo: continua quella, o eliminala.")
    atto = scrivi_provvedimento(provvedimento=bozza, versione=versione, dati=dati, operatore=operatore)
    if not adotta:
        return atto
    return adotta_provvedimento(provvedimento=atto, versione=atto.versione, operatore=operatore, al=al)


def bozza_di(richiesta: Richiesta) -> Provvedimento | None:
    return richiesta.provvedimenti.filter(stato=StatoProvvedimento.BOZZA).first()


def urgenze_da_comunicare(commissione: Commissione) -> QuerySet[Provvedimento]:
    """Urgent grants of the unit of which no session has taken note yet, oldest first."""
    return (
        Provvedimento.objects.filter(
            tipo=TipoProvvedimento.CONCESSIONE,
            stato=StatoProvvedimento.ADOTTATO,
            proposta__isnull=True,
            presa_d_atto__isnull=True,
            richiesta__corsia=Corsia.URGENTE,
            richiesta__ambito=commissione.ambito_id,
            richiesta__comune__unita=commissione.unita_id,
        )
        .select_related("registrazione", "richiesta__misura")
        .order_by("adottato_il", "pk")
    )


def prese_di(seduta: Seduta) -> list[Provvedimento]:
    """The acts of which the session takes note: those written with the agenda, or those that it would find now."""
    if seduta.stato == StatoSeduta.CONVOCATA:
        return list(urgenze_da_comunicare(seduta.commissione))
    righe = Provvedimento.objects.filter(presa_d_atto__seduta=seduta)
    return list(righe.select_related("registrazione", "richiesta__misura").order_by("adottato_il", "pk"))


def scrivi_prese_d_atto(seduta: Seduta) -> None:
    """Called when the agenda is sent: what is adopted later waits for the next session."""
    for atto in urgenze_da_comunicare(seduta.commissione).select_for_update(of=("self",)):
        PresaDAtto.objects.create(seduta=seduta, provvedimento=atto)


def lascia_alla_prossima(seduta: Seduta) -> None:
    """The session is not held: its acts wait again."""
    PresaDAtto.objects.filter(seduta=seduta).delete()
