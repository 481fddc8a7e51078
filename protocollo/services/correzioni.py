"""Who wrote something wrong on a referral says so: a new line of the exchange, with the reason; the old one stays."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError, StatoCambiato
from adi_platform.organizzazione.models import Utente
from cases.services.scadenze import annulla_scadenza, correggi_adempimento
from protocollo.enums import GenereMessaggio, StatoInvio, TipoInvio
from protocollo.models import Invio, MessaggioInvio
from protocollo.services.avvisi import avvisa_tutti
from protocollo.services.invii import (
    ancora_condiviso,
    blocca_dopo_il_caso,
    chiave_inadempimento,
    da_valutare_entro,
    non_prima_ne_dopo,
    sul_componente,
)
from protocollo.services.presa_d_atto import segnalazioni_da_valutare
from protocollo.services.termini import aggiorna_termine, chiave_dell_invio


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCorreggibile:
    """The day that a referral shows now: `campo` of Invio and what it is called."""

    campo: str
    etichetta: str
    giorno: datetime.date


def data_correggibile(invio: Invio) -> DataCorreggibile | None:
    """The signature of the pact, or the day of the summons, while the referral is open."""
    if invio.tipo == TipoInvio.PATTO_SERVIZIO and invio.stato == StatoInvio.SOTTOSCRITTO and invio.esito_il:
        return DataCorreggibile(campo="esito_il", etichetta="Firmato il", giorno=invio.esito_il)
    if invio.stato == StatoInvio.CONVOCATO and invio.convocato_per:
        return DataCorreggibile(
            campo="convocato_per", etichetta="Convocata per il giorno", giorno=invio.convocato_per
        )
    return None


@transaction.atomic
def correggi_data(
    *,
    invio: Invio,
    era: datetime.date,
    giorno: datetime.date,
    motivo: str,
    operatore: Utente,
    dal_partner: bool,
    al: datetime.date,
) -> MessaggioInvio:
    """Write the right day; clock and member follow. `era`: the day that was read.

    Raises ConflittoDiVersione when somebody corrected it in between, StatoCambiato when there is nothing to correct.
    """
    riga = blocca_dopo_il_caso(invio)
    if dal_partner:
        ancora_condiviso(riga, al)
    data = data_correggibile(riga)
    if data is None:
        raise StatoCambiato("Questa richiesta è andata avanti: la data non si corregge più da qui.")
    if data.giorno != era:
        raise ConflittoDiVersione(f"Nel frattempo la data è diventata {data.giorno:%d/%m/%Y}.")
    if giorno == era:
        raise DominioError("È la stessa data: scrivi quella giusta.", campo="giorno")
    _controlla(riga, data, giorno, al)
    setattr(riga, data.campo, giorno)
    riga.aggiornato_da = operatore
    riga.save()
    if data.campo == "esito_il":
        correggi_adempimento(caso=riga.caso, chiave=chiave_dell_invio(riga), il=giorno)
        sul_componente(riga, operatore)
        aggiorna_termine(riga, al=al, corretta=True)
    return _scrivi(
        riga,
        GenereMessaggio.CORREZIONE,
        f"{data.etichetta}: da {era:%d/%m/%Y} a {giorno:%d/%m/%Y}. {_motivo(motivo)}",
        operatore=operatore,
        dal_partner=dal_partner,
    )


@transaction.atomic
def ritira_segnalazione(
    *, messaggio: MessaggioInvio, motivo: str, operatore: Utente, al: datetime.date
) -> MessaggioInvio:
    """The breach was told by mistake: the office has nothing left to look at."""
    riga = _da_correggere(messaggio, operatore, al)
    annulla_scadenza(caso=riga.invio.caso, chiave=chiave_inadempimento(riga))
    return _scrivi(riga.invio, GenereMessaggio.RITIRO, _motivo(motivo), operatore=operatore, corregge=riga)


@transaction.atomic
def correggi_segnalazione(
    *,
    messaggio: MessaggioInvio,
    motivo: str,
    testo: str,
    del_giorno: datetime.date | None,
    operatore: Utente,
    al: datetime.date,
) -> MessaggioInvio:
    """The breach written anew. The days of the office keep running from when it was first told."""
    riga = _da_correggere(messaggio, operatore, al)
    non_prima_ne_dopo(riga.invio, del_giorno, al, campo="del_giorno")
    if not testo.strip():
        raise DominioError("Scrivi che cosa è successo.", campo="testo")
    annulla_scadenza(caso=riga.invio.caso, chiave=chiave_inadempimento(riga))
    nuova = _scrivi(
        riga.invio,
        GenereMessaggio.INADEMPIMENTO,
        f"{testo.strip()}\nPerché è corretta: {_motivo(motivo)}",
        operatore=operatore,
        corregge=riga,
        del_giorno=del_giorno,
    )
    da_valutare_entro(nuova, dal=_detta_la_prima_volta(nuova))
    return nuova


def _da_correggere(messaggio: MessaggioInvio, operatore: Utente, al: datetime.date) -> MessaggioInvio:
    invio = blocca_dopo_il_caso(messaggio.invio)
    ancora_condiviso(invio, al)
    if messaggio.autore_id != operatore.pk:
        raise DominioError("La corregge solo chi l'ha scritta.")
    if not invio.aperto or not segnalazioni_da_valutare(invio).filter(pk=messaggio.pk).exists():
        raise StatoCambiato("L'ufficio l'ha già valutata, o è già stata corretta: non cambia più.")
    messaggio.invio = invio
    return messaggio


def _detta_la_prima_volta(messaggio: MessaggioInvio) -> datetime.date:
    while messaggio.corregge is not None:
        messaggio = messaggio.corregge
    return timezone.localdate(messaggio.scritto_il)


def _controlla(invio: Invio, data: DataCorreggibile, giorno: datetime.date, al: datetime.date) -> None:
    if data.campo == "esito_il":
        non_prima_ne_dopo(invio, giorno, al, campo="giorno")
        primo = invio.messaggi.filter(genere=GenereMessaggio.AGGIORNAMENTO).order_by("del_giorno").first()
        if primo and primo.del_giorno and giorno > primo.del_giorno:
            raise DominioError(
                f"C'è un aggiornamento del {primo.del_giorno:%d/%m/%Y}: la firma viene prima.", campo="giorno"
            )
    elif giorno < invio.inviato_il:
        raise DominioError(
            f"La richiesta è del {invio.inviato_il:%d/%m/%Y}: il giorno viene dopo.", campo="giorno"
        )


def _motivo(motivo: str) -> str:
    if not motivo.strip():
        raise DominioError("Scrivi perché.", campo="motivo")
    return motivo.strip()


def _scrivi(
    invio: Invio,
    genere: GenereMessaggio,
    testo: str,
    *,
    operatore: Utente,
    dal_partner: bool = True,
    corregge: MessaggioInvio | None = None,
    del_giorno: datetime.date | None = None,
) -> MessaggioInvio:
    """The line, and that the other side has something to read."""
    messaggio = MessaggioInvio.objects.create(
        invio=invio,
        genere=genere,
        autore=operatore,
        dal_partner=dal_partner,
        testo=testo,
        del_giorno=del_giorno,
        corregge=corregge,
    )
    if dal_partner:
        invio.da_leggere, invio.aggiornato_da = True, operatore
        invio.save()
    else:
        avvisa_tutti(invio.condivisione, che_cosa="una data corretta", motivo=f"messaggio:{messaggio.pk}")
    return messaggio
