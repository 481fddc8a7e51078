"""Convene a meeting, move it, say who was there, write what was decided."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from adi_platform.agenda.rules.invito import Invito
from adi_platform.agenda.rules.invito import invito_ics as come_file
from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.outbox.services.accoda import Allegato
from adi_platform.riunioni.enums import ChiLegge, Presenza, StatoRiunione
from adi_platform.riunioni.models import Decisione, Partecipante, PuntoOdg, Riunione
from adi_platform.riunioni.services.inviti import azzera_risposte
from adi_platform.riunioni.transizioni import TABELLA_RIUNIONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Dove:
    """A place, an address to connect to, or both."""

    luogo: str = ""
    collegamento: str = ""


@transaction.atomic
def convoca_riunione(
    *,
    ambito: Ambito,
    organo: str,
    titolo: str,
    inizio: datetime.datetime,
    fine: datetime.datetime,
    dove: Dove,
    segretario: Utente,
    invitati: Sequence[tuple[Utente, str]],
    operatore: Utente,
) -> Riunione:
    """Write the meeting with its people; each is a pair of account and function."""
    _controlla(inizio, fine, dove)
    riunione = Riunione.objects.create(
        ambito=ambito,
        organo=organo,
        titolo=titolo,
        inizio=inizio,
        fine=fine,
        luogo=dove.luogo,
        collegamento=dove.collegamento,
        segretario=segretario,
        aggiornato_da=operatore,
    )
    for utente, funzione in invitati:
        Partecipante.objects.create(riunione=riunione, utente=utente, funzione=funzione)
    return riunione


@transaction.atomic
def sposta_riunione(
    *,
    riunione: Riunione,
    inizio: datetime.datetime,
    fine: datetime.datetime,
    dove: Dove,
    operatore: Utente,
    motivo: str = "",
) -> Riunione:
    """A new date: the calendars of the people receive a higher sequence."""
    _controlla(inizio, fine, dove)
    riga = blocca(riunione)
    riga.aggiornato_da = operatore
    campi = {
        "inizio": inizio,
        "fine": fine,
        "luogo": dove.luogo,
        "collegamento": dove.collegamento,
        "sequenza": riga.sequenza + 1,
    }
    esegui_mossa(riga, TABELLA_RIUNIONE, "riconvoca", operatore=operatore, motivo=motivo, campi=campi)
    azzera_risposte(riga)
    return riga


@transaction.atomic
def muovi_riunione(*, riunione: Riunione, mossa: str, operatore: Utente, motivo: str = "") -> Riunione:
    """Any move of the table that needs no new date."""
    riga = blocca(riunione)
    riga.aggiornato_da = operatore
    campi = {"sequenza": riga.sequenza + 1} if mossa in ("rinvia", "annulla") else {}
    esegui_mossa(riga, TABELLA_RIUNIONE, mossa, operatore=operatore, motivo=motivo, campi=campi)
    return riga


@transaction.atomic
def aggiungi_punto(*, riunione: Riunione, titolo: str) -> PuntoOdg:
    """At the end of the agenda."""
    riga = blocca(riunione)
    ultimo = riga.punti.order_by("ordine").last()
    return PuntoOdg.objects.create(riunione=riga, ordine=ultimo.ordine + 1 if ultimo else 1, titolo=titolo)


@transaction.atomic
def segna_presenza(*, partecipante: Partecipante, presenza: str, delegato: str = "") -> Partecipante:
    """Present, absent, or represented by somebody named."""
    riga = blocca(partecipante)
    if presenza == Presenza.DELEGATO and not delegato.strip():
        raise DominioError("Scrivi il nome del delegato.", campo="delegato")
    riga.presenza = presenza
    riga.delegato = delegato.strip() if presenza == Presenza.DELEGATO else ""
    riga.save()
    return riga


@transaction.atomic
def registra_decisione(
    *,
    riunione: Riunione,
    testo: str,
    operatore: Utente,
    punto: PuntoOdg | None = None,
    responsabile: Utente | None = None,
    entro: datetime.date | None = None,
    la_legge: str = ChiLegge.SERVIZIO,
) -> Decisione:
    """What was decided, with who does it and by when if somebody must act."""
    if not testo.strip():
        raise DominioError("Scrivi che cosa si è deciso.", campo="testo")
    return Decisione.objects.create(
        riunione=riunione,
        punto=punto,
        testo=testo,
        responsabile=responsabile,
        entro=entro,
        la_legge=la_legge,
        aggiornato_da=operatore,
    )


@transaction.atomic
def compi_decisione(*, decisione: Decisione, il: datetime.date, operatore: Utente) -> Decisione:
    """What was decided has been done, on that day."""
    riga = blocca(decisione)
    if riga.fatta_il is not None:
        raise DominioError("Questa decisione risulta già attuata.")
    riga.fatta_il, riga.aggiornato_da = il, operatore
    riga.save()
    return riga


def invito_ics(riunione: Riunione, *, a: str = "", almeno: int = 0) -> Allegato:
    """The calendar file of the meeting as it stands now, from the office to the address `a` and to no other.

    `almeno`: the number that its reader's calendar already has; a lower one would be ignored.
    """
    invito = Invito(
        uid=f"riunione-{riunione.pk}@adi-platform.invalid",
        titolo=riunione.titolo,
        inizio=riunione.inizio,
        fine=riunione.fine,
        creato=timezone.now(),
        luogo=riunione.luogo or riunione.collegamento,
        collegamento=riunione.collegamento,
        organizzatore=riunione.ambito.email,
        invitati=(a,) if a else (),
        sequenza=max(riunione.sequenza, almeno),
        annullato=riunione.stato in (StatoRiunione.RINVIATA, StatoRiunione.ANNULLATA),
    )
    return Allegato(nome="riunione.ics", tipo="text/calendar", contenuto=come_file(invito))


def _controlla(inizio: datetime.datetime, fine: datetime.datetime, dove: Dove) -> None:
    if fine <= inizio:
        raise DominioError("La riunione finisce dopo l'inizio.", campo="fine")
    if not (dove.luogo or dove.collegamento):
        raise DominioError("Scrivi dove ci si trova, oppure l'indirizzo per collegarsi.", campo="luogo")
