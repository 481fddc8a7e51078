"""What the social service does with an answer: it has read it, it has decided about a breach."""

import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError, StatoCambiato
from adi_platform.organizzazione.models import Utente
from cases.services.scadenze import adempi_scadenza
from protocollo.enums import GenereMessaggio
from protocollo.models import Invio, MessaggioInvio
from protocollo.services.invii import blocca_dopo_il_caso, chiave_inadempimento


def letto_fin_qui(invio: Invio) -> str:
    """What the other side has said so far, to be given back by who says that they have read it."""
    messaggio = invio.messaggi.filter(dal_partner=True).aggregate(ultimo=Max("pk"))["ultimo"]
    passaggio = invio.transizioni.aggregate(ultima=Max("pk"))["ultima"]
    return f"{messaggio or 0}-{passaggio or 0}"


@transaction.atomic
def prendi_atto(*, invio: Invio, fin_qui: str, operatore: Utente) -> Invio:
    """The social service has read up to there: it leaves the desk, unless something else has come."""
    riga = blocca_dopo_il_caso(invio)
    if fin_qui != letto_fin_qui(riga):
        raise DominioError("Nel frattempo è arrivato altro: leggilo, poi segnalo come letto.")
    riga.da_leggere, riga.aggiornato_da = False, operatore
    riga.save()
    return riga


def segnalazioni_da_valutare(invio: Invio) -> QuerySet[MessaggioInvio]:
    """Breaches on which the office has not decided, and that nobody has taken back or written anew."""
    righe = invio.messaggi.filter(genere=GenereMessaggio.INADEMPIMENTO, valutato_il__isnull=True)
    return righe.filter(corretta_da__isnull=True)


@transaction.atomic
def valuta_segnalazione(
    *, messaggio: MessaggioInvio, valutazione: str, operatore: Utente, al: datetime.date
) -> MessaggioInvio:
    """What the office decides of a breach: the act that closes its ten days. No sanction follows by itself."""
    blocca_dopo_il_caso(messaggio.invio)
    riga = blocca(messaggio)
    if riga.genere != GenereMessaggio.INADEMPIMENTO or riga.valutato_il is not None:
        raise DominioError("Questa segnalazione è già stata valutata.")
    if not segnalazioni_da_valutare(riga.invio).filter(pk=riga.pk).exists():
        raise StatoCambiato("Nel frattempo chi l'ha scritta l'ha corretta o ritirata: rileggi lo scambio.")
    if not valutazione.strip():
        raise DominioError("Scrivi che cosa hai deciso.", campo="motivo")
    riga.valutazione, riga.valutato_il, riga.valutato_da = valutazione.strip(), al, operatore
    riga.save()
    adempi_scadenza(caso=riga.invio.caso, chiave=chiave_inadempimento(riga), il=al)
    return riga
