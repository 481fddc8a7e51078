"""The answer to an invitation: yes, no, another time, a colleague instead; given by who was invited.

Who has no account gives it by voice or by mail, and who follows the case writes it down.
"""

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.riunioni.enums import Risposta
from adi_platform.riunioni.models import Partecipante, Riunione


@transaction.atomic
def accetta(*, partecipante: Partecipante, operatore: Utente) -> Partecipante:
    return _scrivi(partecipante, operatore, Risposta.ACCETTATO)


@transaction.atomic
def rifiuta(*, partecipante: Partecipante, operatore: Utente, motivo: str) -> Partecipante:
    if not motivo.strip():
        raise DominioError("Scrivi perché non puoi.", campo="motivo")
    return _scrivi(partecipante, operatore, Risposta.RIFIUTATO, motivo=motivo)


@transaction.atomic
def proponi_orario(
    *, partecipante: Partecipante, operatore: Utente, inizio: datetime.datetime, motivo: str = ""
) -> Partecipante:
    """Another time; the meeting moves only if whoever convened it accepts."""
    if inizio <= timezone.now():
        raise DominioError("Proponi un orario che deve ancora venire.", campo="inizio")
    if inizio == partecipante.riunione.inizio:
        raise DominioError("È lo stesso orario della riunione.", campo="inizio")
    return _scrivi(partecipante, operatore, Risposta.ALTRO_ORARIO, motivo=motivo, altro_inizio=inizio)


@transaction.atomic
def delega_invito(*, partecipante: Partecipante, operatore: Utente, a: Utente) -> Partecipante:
    """A named colleague of the same body goes instead; who was invited stays on the list."""
    if a not in colleghi_delegabili(partecipante):
        raise DominioError("Scegli un collega del tuo ente che non è già invitato.", campo="a")
    return _scrivi(partecipante, operatore, Risposta.DELEGA, delegato_utente=a)


def colleghi_delegabili(partecipante: Partecipante) -> QuerySet[Utente]:
    """Open accounts of the same body with a post in force in the Ambito, not yet called to the meeting."""
    if partecipante.utente is None:
        return Utente.objects.none()
    oggi, riunione = timezone.localdate(), partecipante.riunione
    gia = riunione.partecipanti.exclude(utente=None).values("utente")
    in_carica = Incarico.objects.attivi(oggi).filter(ambito=riunione.ambito_id)
    colleghi = Utente.objects.filter(
        ente=partecipante.utente.ente_id, is_active=True, pk__in=in_carica.values("utente")
    )
    if partecipante.utente.ente_id is None:
        colleghi = Utente.objects.filter(
            ente__isnull=True,
            is_active=True,
            pk__in=in_carica.filter(ruolo__in=_ruoli(partecipante, oggi)).values("utente"),
        )
    return colleghi.exclude(pk__in=gia).order_by("cognome", "nome", "pk")


def segna_visto(partecipante: Partecipante, *, chi: Utente) -> None:
    """The first time that the invited person, or their delegate, opens the invitation for this date."""
    Partecipante.objects.filter(Q(utente=chi) | Q(delegato_utente=chi), pk=partecipante.pk).filter(
        visto_il__isnull=True
    ).update(visto_il=timezone.now())


def azzera_risposte(riunione: Riunione) -> None:
    """With another date the earlier answers no longer say anything."""
    riunione.partecipanti.update(
        risposta=Risposta.IN_ATTESA,
        motivo="",
        altro_inizio=None,
        delegato_utente=None,
        risposto_il=None,
        visto_il=None,
        promemoria_il=None,
    )


def si_puo_rispondere(riunione: Riunione) -> bool:
    """Until it begins, while it is convened."""
    return riunione.da_venire


def _scrivi(
    partecipante: Partecipante,
    operatore: Utente,
    risposta: Risposta,
    *,
    motivo: str = "",
    altro_inizio: datetime.datetime | None = None,
    delegato_utente: Utente | None = None,
) -> Partecipante:
    riunione = blocca(partecipante.riunione)
    riga = blocca(partecipante)
    if riga.utente_id not in (None, operatore.pk):
        raise DominioError("Risponde solo la persona invitata.")
    if not si_puo_rispondere(riunione):
        raise DominioError("A questa riunione non si risponde più.")
    riga.risposta, riga.motivo, riga.altro_inizio = risposta, motivo.strip(), altro_inizio
    riga.delegato_utente, riga.risposto_il = delegato_utente, timezone.now()
    if riga.utente_id:
        riga.visto_il = riga.visto_il or riga.risposto_il
    riga.save()
    return riga


def _ruoli(partecipante: Partecipante, oggi: datetime.date) -> list[str]:
    """Inside the office the colleague must do the same work."""
    incarichi = Incarico.objects.attivi(oggi).filter(
        utente=partecipante.utente_id, ambito=partecipante.riunione.ambito_id
    )
    return list(incarichi.order_by("ruolo").values_list("ruolo", flat=True).distinct())
