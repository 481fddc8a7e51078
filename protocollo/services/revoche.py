"""Take a grant back: from the next request nothing opens any more."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.perimetro import Perimetro
from protocollo.enums import StatoInvio
from protocollo.models import Condivisione, Invio
from protocollo.permissions import destinatari_in_vigore
from protocollo.querysets import chi_e
from protocollo.services.avvisi import avvisa_del_ritiro
from protocollo.services.invii import Risposta, muovi_invio
from protocollo.services.quesiti import ritira_con_la_condivisione
from protocollo.transizioni import APERTI

# How long the body is told.
GIORNI_PER_DIRLO = 30
ACCESSO_FINITO = (
    "L'accesso dell'ente è finito il {il:%d/%m/%Y}: nessuno può più rispondere. Se serve ancora, condividi di "
    "nuovo e manda un'altra richiesta."
)


@transaction.atomic
def revoca(
    *,
    condivisione: Condivisione,
    motivo: str,
    operatore: Utente,
    adesso: datetime.datetime,
    al: datetime.date,
) -> Condivisione:
    """Open referrals and questions are closed with the same reason, that the other body does not read: who had to
    answer is only told that it is not needed any more.
    """
    blocca(condivisione.caso)
    riga = blocca(condivisione)
    if riga.revocata_il is not None:
        raise DominioError("Questa condivisione è già stata revocata.")
    if not motivo.strip():
        raise DominioError("Scrivi perché revochi la condivisione.", campo="motivo")
    ritirati = _chiudi_gli_invii(riga, motivo=motivo, operatore=operatore, al=al)
    domande = ritira_con_la_condivisione(riga, motivo=motivo, operatore=operatore)
    if ritirati or domande:
        for destinatario in destinatari_in_vigore(al).filter(condivisione=riga).select_related("utente"):
            avvisa_del_ritiro(riga, destinatario.utente, motivo="revoca")
    riga.revocata_il, riga.revocata_da, riga.motivo_revoca = adesso, operatore, motivo.strip()[:300]
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def chiudi_senza_accesso(*, al: datetime.date) -> int:
    """Referrals that nobody can answer because their grant is over: closed, their clock stopped, to be read by
    the social service. Safe to repeat; gives back how many.
    """
    aperti = Invio.objects.aperti().filter(condivisione=OuterRef("pk"))
    finite = Condivisione.objects.filter(Exists(aperti), revocata_il__isnull=True, al__lt=al).order_by("pk")
    return sum(_finita(condivisione, al) for condivisione in finite)


def chiusi_senza_accesso(perimetro: Perimetro) -> QuerySet[Invio]:
    """Closed without an answer because the days of the grant were over: for a while the body is told that they
    are, without a word about the person.
    """
    oggi = timezone.localdate()
    finite = Condivisione.objects.filter(
        chi_e(perimetro),
        revocata_il__isnull=True,
        al__lt=oggi,
        al__gte=oggi - datetime.timedelta(days=GIORNI_PER_DIRLO),
    )
    chiusi = Invio.objects.filter(condivisione__in=finite.values("pk"), transizioni__operatore__isnull=True)
    return chiusi.select_related("condivisione").order_by("-condivisione__al", "pk").distinct()


@transaction.atomic
def _finita(condivisione: Condivisione, al: datetime.date) -> int:
    blocca(condivisione.caso)
    riga = blocca(condivisione)
    if riga.revocata_il is not None or riga.al >= al:
        return 0
    chiusi = _chiudi_gli_invii(riga, motivo=ACCESSO_FINITO.format(il=riga.al), operatore=None, al=al)
    Invio.objects.filter(pk__in=chiusi).update(da_leggere=True)
    return len(chiusi)


def _chiudi_gli_invii(
    condivisione: Condivisione, *, motivo: str, operatore: Utente | None, al: datetime.date
) -> list[int]:
    invii = _aperti_bloccati(condivisione)
    for invio in invii:
        muovi_invio(
            invio=invio,
            mossa="concludi" if invio.stato == StatoInvio.SOTTOSCRITTO else "ritira",
            risposta=Risposta(motivo=motivo),
            operatore=operatore,
            dal_partner=False,
            al=al,
            con_avviso=False,
        )
    return [invio.pk for invio in invii]


def _aperti_bloccati(condivisione: Condivisione) -> list[Invio]:
    """Locked before choosing the move: an answer may be arriving."""
    righe = Invio.objects.select_for_update(of=("self",)).filter(condivisione=condivisione)
    return [riga for riga in righe.order_by("pk") if riga.stato in APERTI]
