"""See a case of a colleague: asked and granted for a time, or at once with a reason and a review."""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.workflow.motivi import motivo_scritto
from cases.models import AccessoConcesso, CasoAdi
from cases.services.avvisi import avvisa_accesso_immediato, avvisa_richiesta_di_accesso

DURATA_IMMEDIATO = datetime.timedelta(minutes=60)
LETTERE_MINIME = 20
GIORNI_MASSIMI = 92
# More than these immediate openings by one person in a week are looked into.
IMMEDIATI_A_SETTIMANA = 3
SETTIMANA = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsoRipetuto:
    """Who opened at once more cases than usual in the last week."""

    utente: Utente
    quanti: int


@transaction.atomic
def chiedi_accesso(*, caso: CasoAdi, categoria: str, motivo: str, operatore: Utente) -> AccessoConcesso:
    """Ask the colleague who follows the case."""
    if not motivo.strip():
        raise DominioError("Scrivi perché ti serve vedere questo caso.", campo="motivo")
    accesso = _crea(caso, categoria=categoria, motivo=motivo, operatore=operatore)
    avvisa_richiesta_di_accesso(accesso)
    return accesso


@transaction.atomic
def concedi_accesso(
    *, accesso: AccessoConcesso, fino_al: datetime.date, operatore: Utente, al: datetime.date
) -> AccessoConcesso:
    """Until the end of that day. Nobody grants to themselves."""
    attuale = _in_attesa(accesso, operatore)
    if not al <= fino_al <= al + datetime.timedelta(days=GIORNI_MASSIMI):
        raise DominioError(
            f"Scegli un giorno da oggi in poi, al massimo tra {GIORNI_MASSIMI} giorni.", campo="fino_al"
        )
    attuale.concesso_da, attuale.concesso_il = operatore, timezone.now()
    attuale.scade_il = (
        attuale.concesso_il + DURATA_IMMEDIATO if attuale.straordinario else _fine_giornata(fino_al)
    )
    attuale.save()
    return attuale


@transaction.atomic
def rifiuta_accesso(*, accesso: AccessoConcesso, operatore: Utente) -> AccessoConcesso:
    attuale = _in_attesa(accesso, operatore)
    attuale.rifiutato_il, attuale.concesso_da = timezone.now(), operatore
    attuale.save()
    return attuale


@transaction.atomic
def revoca_accesso(*, accesso: AccessoConcesso, operatore: Utente) -> AccessoConcesso:
    """From the next page on, the colleague sees the thin card again."""
    attuale = blocca(accesso)
    if attuale.revocato_il is None:
        attuale.revocato_il = timezone.now()
        attuale.save()
    return attuale


@transaction.atomic
def apri_subito(
    *, caso: CasoAdi, categoria: str, motivo: str, operatore: Utente, protetto: bool
) -> AccessoConcesso:
    """Break-glass: sixty minutes, one case, with notice to the responsible and a review.

    When a member is protected it opens only after a second person approves.
    """
    if not motivo_scritto(motivo, lettere=LETTERE_MINIME):
        raise DominioError(
            f"Scrivi il motivo per esteso: una frase di almeno {LETTERE_MINIME} lettere.", campo="motivo"
        )
    accesso = _crea(caso, categoria=categoria, motivo=motivo, operatore=operatore, straordinario=True)
    if not protetto:
        accesso.concesso_il = timezone.now()
        accesso.scade_il = accesso.concesso_il + DURATA_IMMEDIATO
        accesso.save()
    avvisa_accesso_immediato(accesso)
    return accesso


@transaction.atomic
def rivedi_accesso(*, accesso: AccessoConcesso, esito: str, operatore: Utente) -> AccessoConcesso:
    """The coordinator or the DPO reads the reason and writes what they think of it."""
    attuale = blocca(accesso)
    if not attuale.straordinario or attuale.rivisto_il:
        raise DominioError("Questo accesso non aspetta una revisione.")
    if attuale.utente_id == operatore.pk:
        raise DominioError("La revisione spetta a un'altra persona.")
    if not esito.strip():
        raise DominioError("Scrivi l'esito della revisione.", campo="esito")
    attuale.rivisto_da, attuale.rivisto_il = operatore, timezone.now()
    attuale.esito_revisione = esito.strip()
    attuale.save()
    return attuale


def usi_ripetuti(accessi: QuerySet[AccessoConcesso], *, al: datetime.datetime) -> list[UsoRipetuto]:
    """Among these requests, the people above the weekly number: shown to who reviews, nothing is blocked."""
    recenti = accessi.filter(straordinario=True, chiesto_il__gt=al - SETTIMANA, chiesto_il__lte=al)
    conteggi = (
        recenti.order_by("utente")
        .values("utente")
        .annotate(quanti=Count("pk"))
        .filter(quanti__gt=IMMEDIATI_A_SETTIMANA)
        .values_list("utente", "quanti")
    )
    quanti = dict(conteggi)
    utenti = Utente.objects.filter(pk__in=quanti).order_by("cognome", "nome", "pk")
    return [UsoRipetuto(utente=u, quanti=quanti[u.pk]) for u in utenti]


def _crea(
    caso: CasoAdi, *, categoria: str, motivo: str, operatore: Utente, straordinario: bool = False
) -> AccessoConcesso:
    try:
        with transaction.atomic():
            return AccessoConcesso.objects.create(
                caso=caso,
                utente=operatore,
                categoria=categoria,
                motivo=motivo.strip(),
                straordinario=straordinario,
            )
    except IntegrityError as errore:
        raise DominioError("Hai già chiesto l'accesso a questo caso: attendi la risposta.") from errore


def _in_attesa(accesso: AccessoConcesso, operatore: Utente) -> AccessoConcesso:
    attuale = blocca(accesso)
    if attuale.concesso_il or attuale.rifiutato_il:
        raise DominioError("A questa richiesta è già stata data una risposta.")
    if attuale.utente_id == operatore.pk:
        raise DominioError("Non puoi rispondere alla tua richiesta.")
    return attuale


def _fine_giornata(giorno: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(giorno, datetime.time.max))
