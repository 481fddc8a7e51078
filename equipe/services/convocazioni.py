"""Convene the team on a household, move the meeting, call it off, take somebody off the list."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import Organo, Risposta, StatoRiunione
from adi_platform.riunioni.models import Partecipante, Riunione
from adi_platform.riunioni.services.inviti import accetta
from adi_platform.riunioni.services.riunioni import (
    Dove,
    aggiungi_punto,
    convoca_riunione,
    muovi_riunione,
    sposta_riunione,
)
from cases.models import CasoAdi, Persona
from cases.transizioni import FINALI
from equipe.models import Equipe, IncontroEquipe, MembroEquipe
from equipe.services import posta_inviti
from equipe.services.contenuti import nome_funzione, parole_delle_riunioni
from equipe.services.parole import esigi_parole_neutre
from equipe.services.sovrapposizioni import esigi_liberi
from equipe.signals import inviti_cambiati

TITOLO = "Riunione d'équipe"
ANTICIPO_MASSIMO = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convocazione:
    """What the worker chooses. `motivo` and `punti` are neutral words; `persone` keys of Persona, none means all.

    `comunque`: also if somebody has another meeting then. `aperti`: keys of accounts of other bodies who read the
    names of `persone` also where their function would give them none.
    """

    inizio: datetime.datetime
    fine: datetime.datetime
    dove: Dove
    motivo: str
    membri: Sequence[MembroEquipe]
    persone: Collection[int] = ()
    punti: Sequence[str] = ()
    comunque: bool = False
    aperti: Collection[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NuovaData:
    """`attesa` is the number of the change that the page showed."""

    inizio: datetime.datetime
    fine: datetime.datetime
    dove: Dove
    attesa: int
    motivo: str = ""
    comunque: bool = False


@transaction.atomic
def convoca_incontro(*, caso: CasoAdi, dati: Convocazione, operatore: Utente) -> IncontroEquipe:
    """Write the meeting and the invitations; whoever convenes it has already said yes."""
    bloccato = blocca(caso)
    controlla(bloccato, dati)
    riunione = convoca_riunione(
        ambito=bloccato.ambito,
        organo=Organo.EQUIPE,
        titolo=TITOLO,
        inizio=dati.inizio,
        fine=dati.fine,
        dove=dati.dove,
        segretario=operatore,
        invitati=[(m.utente, nome_funzione(m.funzione)[:120]) for m in dati.membri if m.utente],
        operatore=operatore,
    )
    for membro in dati.membri:
        if membro.utente is None:
            _per_nome(riunione, membro)
    for punto in dati.punti:
        aggiungi_punto(riunione=riunione, titolo=punto)
    incontro = IncontroEquipe.objects.create(
        caso=bloccato, riunione=riunione, motivo=dati.motivo, aggiornato_da=operatore
    )
    incontro.persone.set(dati.persone)
    invita(incontro, operatore=operatore, aperti=dati.aperti)
    return incontro


def invita(incontro: IncontroEquipe, *, operatore: Utente, aperti: Collection[int] = ()) -> None:
    """Tell everybody who is on the list, once: also for a meeting born from a plan."""
    _dico_di_si(incontro.riunione, operatore)
    posta_inviti.scrivi_a_tutti(incontro.riunione, posta_inviti.INVITO)
    inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=operatore, aperti=aperti)


@transaction.atomic
def sposta_incontro(*, incontro: IncontroEquipe, nuova: NuovaData, operatore: Utente) -> IncontroEquipe:
    """Another date or place: everybody is told and answers again."""
    blocca(incontro.caso)
    esigi_parole_neutre(incontro.caso, nuova.dove.luogo, campo="luogo")
    riunione = blocca(incontro.riunione)
    if riunione.sequenza != nuova.attesa:
        raise ConflittoDiVersione("Un'altra persona ha già cambiato questa riunione.")
    _nel_futuro(nuova.inizio)
    if not nuova.comunque:
        esigi_liberi(
            riunione.partecipanti.all(), riunione.ambito_id, nuova.inizio, nuova.fine, tranne=riunione.pk
        )
    for riga in riunione.partecipanti.exclude(delegato_utente=None).select_related("delegato_utente"):
        posta_inviti.disdici(riga, riunione, a=riga.delegato_utente)
    incontro.riunione = sposta_riunione(
        riunione=riunione,
        inizio=nuova.inizio,
        fine=nuova.fine,
        dove=nuova.dove,
        operatore=operatore,
        motivo=nuova.motivo,
    )
    _dico_di_si(incontro.riunione, operatore)
    posta_inviti.scrivi_a_tutti(incontro.riunione, posta_inviti.SPOSTATA)
    inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=operatore)
    return incontro


@transaction.atomic
def accetta_orario(
    *,
    incontro: IncontroEquipe,
    partecipante: Partecipante,
    attesa: int,
    operatore: Utente,
    proposto: datetime.datetime | None = None,
) -> IncontroEquipe:
    """Move the meeting to the time that somebody proposed, as long as before; who proposed it comes.

    `proposto` is the time that the page showed, None to take the one written now.
    """
    blocca(incontro.caso)
    blocca(incontro.riunione)
    riga = blocca(partecipante)
    if proposto is not None and riga.altro_inizio != proposto:
        raise ConflittoDiVersione("Nel frattempo questa persona ha proposto un altro orario.")
    if riga.risposta != Risposta.ALTRO_ORARIO or riga.altro_inizio is None:
        raise DominioError("Questa persona non chiede più un altro orario.")
    riunione = incontro.riunione
    nuova = NuovaData(
        inizio=riga.altro_inizio,
        fine=riga.altro_inizio + (riunione.fine - riunione.inizio),
        dove=Dove(luogo=riunione.luogo, collegamento=riunione.collegamento),
        attesa=attesa,
        motivo="Accolto l'orario proposto da un invitato.",
        comunque=True,
    )
    spostato = sposta_incontro(incontro=incontro, nuova=nuova, operatore=operatore)
    accetta(partecipante=riunione.partecipanti.get(pk=riga.pk), operatore=riga.utente or operatore)
    return spostato


@transaction.atomic
def annulla_incontro(*, incontro: IncontroEquipe, motivo: str, operatore: Utente) -> IncontroEquipe:
    """The calendars take it off; from the next page nobody of another body opens it any more."""
    blocca(incontro.caso)
    incontro.riunione = muovi_riunione(
        riunione=incontro.riunione, mossa="annulla", operatore=operatore, motivo=motivo
    )
    posta_inviti.scrivi_a_tutti(incontro.riunione, posta_inviti.ANNULLATA)
    inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=operatore)
    return incontro


@transaction.atomic
def annulla_incontri_futuri(*, caso: CasoAdi, motivo: str, operatore: Utente) -> None:
    """With the case its meetings to come end."""
    for incontro in _futuri(caso.pk):
        annulla_incontro(incontro=incontro, motivo=motivo, operatore=operatore)


@transaction.atomic
def togli_invitato(*, incontro: IncontroEquipe, partecipante: Partecipante, operatore: Utente) -> None:
    """One person off a meeting to come, told by letter; they stay in the team."""
    blocca(incontro.caso)
    riunione = blocca(incontro.riunione)
    riga = blocca(partecipante)
    if not riunione.da_venire:
        raise DominioError("Gli inviti si cambiano finché la riunione deve ancora venire.")
    if riga.utente_id == riunione.segretario_id:
        raise DominioError("Chi tiene la riunione resta: se non può, spostala o annullala.")
    if riunione.partecipanti.count() <= 2:
        raise DominioError("Resterebbe una persona sola: se non serve più, annulla la riunione.")
    _togli(riga)
    inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=operatore)


@transaction.atomic
def togli_inviti(*, equipe: Equipe, membro: MembroEquipe, operatore: Utente) -> None:
    """Who leaves the team no longer takes part in the meetings to come, nor keeps what those held opened."""
    for incontro in _tenuti_da_poco(equipe.caso_id, membro):
        inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=operatore)
    for incontro in _futuri(equipe.caso_id):
        righe = incontro.riunione.partecipanti.select_related("utente", "riunione", "delegato_utente")
        righe = righe.filter(utente=membro.utente) if membro.utente else righe.filter(nome=str(membro))
        for riga in righe:
            _togli(riga)
            inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=operatore)


@transaction.atomic
def subentra(
    *, equipe: Equipe, a: MembroEquipe, operatore: Utente, solo: Collection[int] | None = None
) -> None:
    """Who takes the post of another is called to the meetings to come; `solo`: only to those meetings."""
    for incontro in _futuri(equipe.caso_id):
        riunione = incontro.riunione
        if solo is not None and incontro.pk not in solo:
            continue
        if a.utente is None or riunione.partecipanti.filter(utente=a.utente).exists():
            continue
        riga = Partecipante.objects.create(
            riunione=riunione, utente=a.utente, funzione=nome_funzione(a.funzione)[:120]
        )
        posta_inviti.scrivi(riga, riunione, posta_inviti.INVITO)
        inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=operatore)


def _futuri(caso: int) -> list[IncontroEquipe]:
    righe = IncontroEquipe.objects.filter(
        caso=caso, riunione__stato=StatoRiunione.CONVOCATA, riunione__inizio__gt=timezone.now()
    )
    return list(righe.select_related("riunione", "caso").order_by("pk"))


def _tenuti_da_poco(caso: int, membro: MembroEquipe) -> list[IncontroEquipe]:
    """Meetings begun or over, to which the member was called."""
    righe = IncontroEquipe.objects.filter(
        caso=caso, riunione__inizio__lte=timezone.now(), riunione__partecipanti__utente=membro.utente_id
    )
    return list(righe.select_related("riunione", "caso").order_by("pk")) if membro.utente_id else []


def _togli(riga: Partecipante) -> None:
    posta_inviti.disdici(riga, riga.riunione)
    if riga.delegato_utente:
        posta_inviti.disdici(riga, riga.riunione, a=riga.delegato_utente)
    riga.delete()


def _per_nome(riunione: Riunione, membro: MembroEquipe) -> None:
    Partecipante.objects.create(
        riunione=riunione,
        nome=str(membro),
        ente=membro.nome_ente[:160],
        funzione=nome_funzione(membro.funzione)[:120],
        email=membro.email,
    )


def _dico_di_si(riunione: Riunione, operatore: Utente) -> None:
    mio = riunione.partecipanti.filter(utente=operatore).select_related("riunione").first()
    if mio is not None:
        accetta(partecipante=mio, operatore=operatore)


def controlla(caso: CasoAdi, dati: Convocazione) -> None:
    """Raise DominioError, with its field, for a meeting that may not be convened."""
    if caso.stato in FINALI:
        raise DominioError("Il caso è chiuso.")
    _nel_futuro(dati.inizio)
    if dati.motivo not in parole_delle_riunioni()["motivi"]:
        raise DominioError("Scegli perché ci si trova.", campo="motivo")
    dentro = MembroEquipe.objects.filter(equipe__caso=caso, equipe__sciolta_il__isnull=True, al__isnull=True)
    if not dati.membri or not {m.pk for m in dati.membri} <= set(dentro.values_list("pk", flat=True)):
        raise DominioError("Scegli chi invitare, fra chi fa parte dell'équipe.", campo="membri")
    persone = Persona.objects.filter(componenti_caso__caso=caso, componenti_caso__uscito_il__isnull=True)
    if not set(dati.persone) <= set(persone.values_list("pk", flat=True)):
        raise DominioError("Scegli fra le persone di questo nucleo.", campo="persone")
    esigi_parole_neutre(caso, dati.dove.luogo, campo="luogo")
    for punto in dati.punti:
        esigi_parole_neutre(caso, punto, campo="altri_punti")
    if not dati.comunque:
        esigi_liberi(dati.membri, caso.ambito_id, dati.inizio, dati.fine)


def _nel_futuro(inizio: datetime.datetime) -> None:
    if inizio <= timezone.now():
        raise DominioError("Scegli un giorno e un'ora che devono ancora venire.", campo="giorno")
    if inizio > timezone.now() + ANTICIPO_MASSIMO:
        raise DominioError("Si convoca al più tardi per un giorno fra un anno.", campo="giorno")
