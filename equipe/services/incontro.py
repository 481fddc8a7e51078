"""Acts on a meeting of the team: agenda, who was there, what was decided and by when."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import ChiLegge, Presenza, StatoRiunione
from adi_platform.riunioni.models import Decisione, PuntoOdg, Riunione
from adi_platform.riunioni.services.ordine_del_giorno import sposta_punto, togli_punto
from adi_platform.riunioni.services.riunioni import (
    aggiungi_punto,
    compi_decisione,
    muovi_riunione,
    registra_decisione,
    segna_presenza,
)
from cases.enums import TipoScadenza
from cases.models import Persona
from cases.rules.anagrafe import minorenne
from cases.services.scadenze import adempi_scadenza, annulla_scadenza, imposta_scadenza
from equipe.models import IncontroEquipe
from equipe.services.parole import esigi_parole_neutre

APERTI = (StatoRiunione.CONVOCATA, StatoRiunione.SVOLTA, StatoRiunione.VERBALE_BOZZA)
RIFERIMENTO = "D.Lgs. 147/2017 art. 5; Protocollo di rete art. 7"


@dataclass(frozen=True, slots=True, kw_only=True)
class SegnoPresenza:
    """How one person took part."""

    presenza: str
    delegato: str = ""


@transaction.atomic
def registra_presenze(
    *,
    incontro: IncontroEquipe,
    presenze: Mapping[int, SegnoPresenza],
    attesa: int,
    operatore: Utente,
    famiglia: Collection[Persona] = (),
) -> None:
    """Who was there, by key of Partecipante, and of the household. Raises ConflittoDiVersione when somebody saved
    in between.
    """
    riunione = Riunione.blocca_versione(pk=incontro.riunione_id, attesa=attesa)
    _aperta(riunione)
    if timezone.localdate(riunione.inizio) > timezone.localdate():
        raise DominioError("Le presenze si segnano dal giorno dell'incontro: può ancora essere spostato.")
    for persona in riunione.partecipanti.all():
        segno = presenze.get(persona.pk)
        if segno is None:
            continue
        try:
            segna_presenza(partecipante=persona, presenza=segno.presenza, delegato=segno.delegato)
        except DominioError as errore:
            raise DominioError(errore.messaggio, campo=f"delegato_{persona.pk}") from errore
    if not set(famiglia) <= set(famiglia_possibile(incontro)):
        raise DominioError("Scegli tra le persone del nucleo.", campo="famiglia")
    incontro.famiglia_presente.set(famiglia)
    riunione.aggiornato_da = operatore
    riunione.save()


def famiglia_possibile(incontro: IncontroEquipe) -> list[Persona]:
    """Of the household, who may be there: the adults of that day and the minors whom the meeting is about; then
    who is marked already, also if they have left the household since.
    """
    giorno = timezone.localdate(incontro.riunione.inizio)
    chiamati = set(incontro.persone.values_list("pk", flat=True))
    presenti = incontro.famiglia_presente.all()
    nucleo = Persona.objects.filter(
        componenti_caso__in=incontro.caso.componenti.filter(uscito_il__isnull=True)
    ).order_by("data_nascita", "pk")
    possibili = [p for p in nucleo if p.pk in chiamati or not minorenne(p.data_nascita, al=giorno)]
    return list(dict.fromkeys([*possibili, *presenti]))


@transaction.atomic
def metti_punto(*, incontro: IncontroEquipe, titolo: str, operatore: Utente) -> PuntoOdg:
    """A point at the end of the agenda."""
    _aperta(_bloccata(incontro))
    if not titolo.strip():
        raise DominioError("Scrivi di che cosa si parla.", campo="titolo")
    esigi_parole_neutre(incontro.caso, titolo, campo="titolo")
    return aggiungi_punto(riunione=incontro.riunione, titolo=titolo.strip())


@transaction.atomic
def muovi_punto(*, incontro: IncontroEquipe, punto: PuntoOdg, verso: str) -> None:
    """`su`, `giu` or `togli`."""
    _aperta(_bloccata(incontro))
    if verso == "togli":
        togli_punto(punto=punto)
    else:
        sposta_punto(punto=punto, in_su=verso == "su")


@transaction.atomic
def segna_svolto(*, incontro: IncontroEquipe, operatore: Utente) -> None:
    """The meeting was held: not before it begins, and not without saying who was there."""
    riunione = _bloccata(incontro)
    if riunione.inizio > timezone.now():
        raise DominioError("L'incontro deve ancora cominciare: si segna svolto da quando inizia.")
    if not riunione.partecipanti.filter(presenza__in=[Presenza.PRESENTE, Presenza.DELEGATO]).exists():
        raise DominioError("Prima segna chi c'era: non risulta presente nessuno.")
    muovi_riunione(riunione=riunione, mossa="svolgi", operatore=operatore)


@transaction.atomic
def decidi(
    *,
    incontro: IncontroEquipe,
    testo: str,
    operatore: Utente,
    punto: PuntoOdg | None = None,
    responsabile: Utente | None = None,
    entro: datetime.date | None = None,
    la_legge: str = ChiLegge.SERVIZIO,
) -> Decisione:
    """Write what was decided; with a day it becomes a deadline of the case.

    The words of the deadline are neutral: the desk is read by more people than the team.
    """
    riunione = _bloccata(incontro)
    _decidibile(riunione, responsabile, entro)
    decisione = registra_decisione(
        riunione=riunione,
        testo=testo.strip(),
        operatore=operatore,
        punto=punto,
        responsabile=responsabile,
        entro=entro,
        la_legge=la_legge,
    )
    _scadenza(incontro, decisione)
    return decisione


@transaction.atomic
def correggi_decisione(
    *,
    incontro: IncontroEquipe,
    decisione: Decisione,
    attesa: int,
    operatore: Utente,
    testo: str,
    punto: PuntoOdg | None,
    responsabile: Utente | None,
    entro: datetime.date | None,
    la_legge: str,
) -> Decisione:
    """Until the minutes are approved; its deadline follows. `attesa`: the version that was read."""
    _decidibile(_bloccata(incontro), responsabile, entro)
    riga = _da_attuare(decisione, attesa)
    riga.testo, riga.punto, riga.responsabile = testo.strip(), punto, responsabile
    riga.entro, riga.la_legge, riga.aggiornato_da = entro, la_legge, operatore
    riga.save()
    _scadenza(incontro, riga)
    return riga


@transaction.atomic
def togli_decisione(
    *, incontro: IncontroEquipe, decisione: Decisione, attesa: int, operatore: Utente
) -> None:
    """Until the minutes are approved; the history keeps what it said and who took it off."""
    _aperta(_bloccata(incontro))
    riga = _da_attuare(decisione, attesa)
    annulla_scadenza(caso=incontro.caso, chiave=chiave_di(riga))
    riga._history_user = operatore  # type: ignore[attr-defined]  # the name that the library reads
    riga.delete()


@transaction.atomic
def attua_decisione(
    *, incontro: IncontroEquipe, decisione: Decisione, il: datetime.date, operatore: Utente
) -> None:
    """What was decided has been done: its deadline closes."""
    if il > timezone.localdate():
        raise DominioError("Questo giorno deve ancora venire.", campo="il")
    compi_decisione(decisione=decisione, il=il, operatore=operatore)
    adempi_scadenza(caso=incontro.caso, chiave=chiave_di(decisione), il=il)


def chiave_di(decisione: Decisione) -> str:
    return f"decisione:{decisione.pk}"


def _scadenza(incontro: IncontroEquipe, decisione: Decisione) -> None:
    caso, chi = incontro.caso, decisione.responsabile
    giorno = timezone.localdate(incontro.riunione.inizio)
    if decisione.entro is None or chi is None:
        annulla_scadenza(caso=caso, chiave=chiave_di(decisione))
        return
    imposta_scadenza(
        caso=caso,
        tipo=TipoScadenza.QUADRO_EQUIPE,
        chiave=chiave_di(decisione),
        titolo=f"Decisione d'équipe affidata a {chi}",
        entro=decisione.entro,
        decorre_dal=giorno,
        perche=f"Decisa nell'incontro del {giorno:%d/%m/%Y}",
        passi=[
            _passo(giorno, "Incontro d'équipe"),
            _passo(decisione.entro, "Giorno scelto dall'équipe"),
        ],
        in_attesa_di="" if chi.pk == caso.case_manager_id else str(chi)[:120],
    )


def _passo(giorno: datetime.date, che_cosa: str) -> dict[str, object]:
    return {
        "dal": giorno.isoformat(),
        "al": giorno.isoformat(),
        "che_cosa": che_cosa,
        "giorni_contati": "",
        "riferimento": RIFERIMENTO,
    }


def _decidibile(riunione: Riunione, responsabile: Utente | None, entro: datetime.date | None) -> None:
    _aperta(riunione)
    if entro is not None and entro < timezone.localdate(riunione.inizio):
        raise DominioError("Questo giorno viene prima dell'incontro.", campo="entro")
    if entro is not None and responsabile is None:
        raise DominioError("Con una data serve anche chi se ne occupa.", campo="responsabile")


def _da_attuare(decisione: Decisione, attesa: int) -> Decisione:
    riga = Decisione.blocca_versione(pk=decisione.pk, attesa=attesa)
    if riga.fatta_il is not None:
        raise DominioError("Questa decisione risulta già attuata: non si cambia e non si toglie.")
    return riga


def _bloccata(incontro: IncontroEquipe) -> Riunione:
    return Riunione.objects.select_for_update(of=("self",)).get(pk=incontro.riunione_id)


def _aperta(riunione: Riunione) -> None:
    if riunione.stato not in APERTI:
        raise DominioError("Questo incontro non si cambia più: il verbale è approvato, o è stato annullato.")
