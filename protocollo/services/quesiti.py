"""Acts on a question to one person of another body: ask, remind, answer, take back, let it expire."""

import datetime
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.errori import DominioError, StatoCambiato
from adi_platform.organizzazione.models import Utente
from adi_platform.ui.formati import con_articolo
from cases.enums import TipoScadenza
from cases.services.scadenze import adempi_scadenza, annulla_scadenza, imposta_scadenza
from protocollo.enums import ALTRO_SERVIZIO, EsitoQuesito
from protocollo.models import Condivisione, Quesito
from protocollo.permissions import destinatari_in_vigore
from protocollo.proiezioni.viste import impronta
from protocollo.services.avvisi import avvisa, avvisa_del_ritiro
from protocollo.transizioni import QUESITO

OGGETTO_QUESITO = "protocollo.quesito"
TIPO_ALLEGATO = "protocollo.risposta"
# The desk is seen by more people than those who read the question.
TITOLO = "Risposta di un altro servizio"
FUORI = "Questa domanda non è più aperta."


@dataclass(frozen=True, slots=True, kw_only=True)
class NuovoQuesito:
    """`persona` is the key of a person of the grant, None for all of them; `a` a recipient of the grant."""

    a: Utente
    domanda: str
    entro: datetime.date
    persona: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RispostaQuesito:
    esito: str
    testo: str
    file: "File[bytes] | None" = None


def chi_puo_rispondere(condivisione: Condivisione, *, al: datetime.date) -> list[Utente]:
    """The people who may open the grant on that day."""
    righe = destinatari_in_vigore(al).filter(condivisione=condivisione).select_related("utente")
    return [d.utente for d in righe]


@transaction.atomic
def chiedi(
    *, condivisione: Condivisione, nuovo: NuovoQuesito, operatore: Utente, al: datetime.date
) -> Quesito:
    """Ask one thing to one recipient of the grant, who is told by a neutral letter."""
    blocca(condivisione.caso)
    riga = blocca(condivisione)
    if not Condivisione.objects.in_vigore(al).filter(pk=riga.pk).exists():
        raise DominioError("Questa condivisione non è in vigore: non c'è chi possa leggere la domanda.")
    _controlla(riga, nuovo, al)
    quesito = Quesito.objects.create(
        condivisione=riga,
        caso=riga.caso,
        persona_id=nuovo.persona,
        a=nuovo.a,
        domanda=nuovo.domanda.strip(),
        chiesto_da=operatore,
        chiesto_il=al,
        entro=nuovo.entro,
        aggiornato_da=operatore,
    )
    quesito.transizioni.create(mossa="chiedi", a_stato=quesito.stato, operatore=operatore)
    imposta_scadenza(
        caso=riga.caso,
        tipo=TipoScadenza.RETE,
        chiave=chiave_di(quesito),
        titolo=TITOLO,
        entro=quesito.entro,
        decorre_dal=al,
        perche="Giorno chiesto con la domanda",
        passi=[],
        in_attesa_di=ALTRO_SERVIZIO,
    )
    avvisa(condivisione=riga, utente=quesito.a, che_cosa="una domanda", motivo=f"quesito:{quesito.pk}")
    return quesito


@transaction.atomic
def sollecita(*, quesito: Quesito, operatore: Utente, al: datetime.date) -> Quesito:
    """Another neutral letter, once a day at most."""
    riga = _bloccato(quesito)
    if not riga.aperto:
        raise StatoCambiato(FUORI)
    if not _puo_leggerla(riga, al):
        raise DominioError(
            f"{riga.a} non vede più questa scheda: ritira la domanda e chiedi a un'altra persona."
        )
    if riga.sollecitato_il == al or riga.chiesto_il == al:
        raise DominioError("La lettera di oggi è già partita: un sollecito al giorno basta.")
    riga.sollecitato_il, riga.aggiornato_da = al, operatore
    riga.save()
    avvisa(
        condivisione=riga.condivisione,
        utente=riga.a,
        che_cosa="una domanda aspetta la tua risposta",
        motivo=f"quesito:{riga.pk}:sollecito:{al}",
    )
    return riga


@transaction.atomic
def rispondi(
    *, quesito: Quesito, risposta: RispostaQuesito, operatore: Utente, adesso: datetime.datetime
) -> Quesito:
    """The answer is frozen here. Raises DominioError when it came too late or says nothing."""
    riga = _bloccato(quesito)
    oggi = timezone.localdate(adesso)
    if riga.risposto_il is not None:
        raise StatoCambiato(
            f"La risposta è già stata inviata {con_articolo(timezone.localdate(riga.risposto_il))} e non cambia."
        )
    if not riga.aperto or not Condivisione.objects.in_vigore(oggi).filter(pk=riga.condivisione_id).exists():
        raise StatoCambiato(FUORI)
    if riga.a_id != operatore.pk:
        raise DominioError("Risponde solo la persona a cui è rivolta la domanda.")
    if not _puo_leggerla(riga, oggi):
        raise StatoCambiato(FUORI)
    if risposta.esito not in EsitoQuesito:
        raise DominioError("Scegli una risposta.", campo="esito")
    testo = risposta.testo.strip()
    if risposta.esito != EsitoQuesito.SI and not testo:
        raise DominioError("Scrivi due righe per spiegare.", campo="testo")
    documento = _allegato(riga, risposta, operatore)
    campi = {
        "esito": risposta.esito,
        "testo": testo,
        "documento": documento,
        "risposto_il": adesso,
        "impronta": impronta_della_risposta(riga, risposta.esito, testo, documento),
    }
    riga.aggiornato_da = operatore
    esegui_mossa(riga, QUESITO, "rispondi", operatore=operatore, campi=campi)
    adempi_scadenza(caso=riga.caso, chiave=chiave_di(riga), il=oggi)
    return riga


@transaction.atomic
def segna_letta(*, quesito: Quesito, operatore: Utente, adesso: datetime.datetime) -> Quesito:
    """The social service has read the answer: it leaves the desk."""
    riga = _bloccato(quesito)
    if riga.risposto_il is None:
        raise DominioError("A questa domanda nessuno ha ancora risposto.")
    if riga.letto_il is None:
        riga.letto_il, riga.aggiornato_da = adesso, operatore
        riga.save()
    return riga


@transaction.atomic
def ritira(*, quesito: Quesito, motivo: str, operatore: Utente, con_avviso: bool = True) -> Quesito:
    """Take the question back, with the reason; who had to answer is told that it is not needed any more."""
    riga = _bloccato(quesito)
    riga.aggiornato_da = operatore
    esegui_mossa(riga, QUESITO, "revoca", operatore=operatore, motivo=motivo.strip())
    annulla_scadenza(caso=riga.caso, chiave=chiave_di(riga))
    if con_avviso:
        avvisa_del_ritiro(riga.condivisione, riga.a, motivo=f"quesito:{riga.pk}")
    return riga


def ritira_con_la_condivisione(condivisione: Condivisione, *, motivo: str, operatore: Utente) -> bool:
    """In the transaction of who revokes the grant, who tells those who had to answer: True when there were some."""
    aperti = list(Quesito.objects.aperti().filter(condivisione=condivisione).order_by("pk"))
    for quesito in aperti:
        ritira(quesito=quesito, motivo=motivo, operatore=operatore, con_avviso=False)
    return bool(aperti)


def chiudi_scaduti(*, al: datetime.date) -> int:
    """The grant is over and nobody can answer any more. Safe to repeat; gives back how many."""
    finiti = Quesito.objects.aperti().filter(condivisione__al__lt=al).order_by("pk")
    return sum(_scade(quesito, al) for quesito in finiti)


def impronta_della_risposta(quesito: Quesito, esito: str, testo: str, documento: Documento | None) -> str:
    """SHA-256 of question and answer together: what was said to what."""
    return impronta(
        {
            "domanda": quesito.domanda,
            "esito": str(esito),
            "testo": testo,
            "file": documento.sha256 if documento else "",
        }
    )


def chiave_di(quesito: Quesito) -> str:
    return f"rete:quesito:{quesito.pk}"


@transaction.atomic
def _scade(quesito: Quesito, al: datetime.date) -> bool:
    riga = _bloccato(quesito)
    if not riga.aperto or riga.condivisione.al >= al:
        return False
    esegui_mossa(riga, QUESITO, "scade", operatore=None)
    annulla_scadenza(caso=riga.caso, chiave=chiave_di(riga))
    return True


def _puo_leggerla(quesito: Quesito, al: datetime.date) -> bool:
    righe = destinatari_in_vigore(al).filter(condivisione=quesito.condivisione_id, utente=quesito.a_id)
    return righe.exists()


def _bloccato(quesito: Quesito) -> Quesito:
    """The case first, as its closing does: two acts at once wait for each other in the same order."""
    blocca(quesito.caso)
    return blocca(quesito)


def _controlla(condivisione: Condivisione, nuovo: NuovoQuesito, al: datetime.date) -> None:
    if not nuovo.domanda.strip():
        raise DominioError("Scrivi la domanda.", campo="domanda")
    if nuovo.a.pk not in {u.pk for u in chi_puo_rispondere(condivisione, al=al)}:
        raise DominioError("Scegli tra le persone che vedono questa scheda.", campo="a")
    if nuovo.persona is not None and not condivisione.persone.filter(pk=nuovo.persona).exists():
        raise DominioError("Scegli tra le persone condivise.", campo="persona")
    if nuovo.entro < al:
        raise DominioError("Il giorno è già passato.", campo="entro")
    if nuovo.entro > condivisione.al:
        raise DominioError(
            f"La condivisione finisce il {condivisione.al:%d/%m/%Y}: la risposta serve prima.", campo="entro"
        )


def _allegato(quesito: Quesito, risposta: RispostaQuesito, operatore: Utente) -> Documento | None:
    if not risposta.file:
        return None
    return carica_documento(
        ambito=quesito.caso.ambito,
        operatore=operatore,
        tipo=TIPO_ALLEGATO,
        titolo="Allegato alla risposta di un altro ente",
        file=risposta.file,
        caso_id=quesito.caso_id,
        oggetto_tipo=OGGETTO_QUESITO,
        oggetto_id=quesito.pk,
    )
