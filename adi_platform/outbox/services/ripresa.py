"""What was given up: said in plain words without its content, tried again, or filed away with a reason."""

import datetime
import logging
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.lavori import TipoDiLavoroIgnoto, esecutore_di
from adi_platform.outbox.models import Lavoro, Messaggio, StatoConsegna
from adi_platform.outbox.services.accoda import COMPITO_LAVORO, COMPITO_MESSAGGI, pubblica_dopo_il_commit
from adi_platform.ricerca.testo import pulisci_testo

logger = logging.getLogger(__name__)

GENERI: dict[str, type[Lavoro] | type[Messaggio]] = {"lavori": Lavoro, "messaggi": Messaggio}
LUNGHEZZA_MOTIVO = 300
# The beginnings of the errors that speak of machines and never of people, and how they are said.
PAROLE = (
    ("Il server di posta non risponde", "Il server della posta non ha risposto."),
    ("Spedizione non riuscita", "Il server della posta ha rifiutato il messaggio: controlla l'indirizzo."),
    ("La spedizione si è interrotta", "La spedizione si è interrotta più volte a metà."),
    ("Il lavoro si è interrotto", "Il lavoro si è interrotto più volte a metà: può servire più memoria."),
    ("Errore imprevisto", "Un guasto del programma: se riprovando si ripete, segnalalo all'assistenza."),
)
DI_UNA_REGOLA = "Una regola dell'ufficio non lo permette: il perché è scritto nella pagina da cui è partito."
NON_PIU_FALLITO = "Qualcuno l'ha già ripreso o archiviato: ricarica la pagina."


@dataclass(frozen=True, slots=True, kw_only=True)
class Resa:
    """A given-up row without a word of its content. `tecnico`: the name of the fault, if it is one."""

    genere: str
    pk: int
    che_cosa: str
    perche: str
    tecnico: str
    tentativi: int
    nata_il: datetime.datetime
    finita_il: datetime.datetime | None
    archiviata_il: datetime.datetime | None = None
    archiviata_da: str = ""
    motivo: str = ""


def rese(
    genere: str,
    *,
    ambiti: frozenset[int],
    anche_senza_ambito: bool,
    archiviate: bool = False,
    al_massimo: int,
) -> list[Resa]:
    """The latest rows given up (or filed away) in these Ambiti."""
    stato = StatoConsegna.ARCHIVIATO if archiviate else StatoConsegna.FALLITO
    righe = GENERI[genere]._default_manager.filter(_di(ambiti, anche_senza_ambito), stato=stato)
    scelte = righe.select_related("archiviato_da").order_by("-concluso_il", "-pk")[:al_massimo]
    return [_resa(genere, riga) for riga in scelte]


def resa(genere: str, pk: int, *, ambiti: frozenset[int], anche_senza_ambito: bool) -> Resa | None:
    """One row still to decide about; None when there is none in these Ambiti."""
    righe = GENERI[genere]._default_manager.filter(_di(ambiti, anche_senza_ambito), pk=pk)
    riga = righe.filter(stato=StatoConsegna.FALLITO).first()
    return _resa(genere, riga) if riga else None


def posta_resa(*chiavi: str) -> list[Resa]:
    """The mails of an act that were given up, by their keys or by how their keys begin (`seduta:12`)."""
    di_questi = Q(chiave__in=chiavi)
    for chiave in chiavi:
        di_questi |= Q(chiave__startswith=f"{chiave}:")
    righe = Messaggio.objects.filter(di_questi, stato=StatoConsegna.FALLITO) if chiavi else ()
    return [_resa("messaggi", riga) for riga in righe]


@transaction.atomic
def riprova(*, genere: str, pk: int, operatore: Utente) -> None:
    """Put it back in the queue with all its attempts. Raises DominioError when it is too late."""
    riga = _bloccata(genere, pk)
    if isinstance(riga, Lavoro):
        prima = esecutore_di(riga.tipo).se_riprova
        if prima is not None:
            prima(riga)
    type(riga)._default_manager.filter(pk=pk).update(
        stato=StatoConsegna.IN_ATTESA,
        tentativi=0,
        concluso_il=None,
        ultimo_errore="",
        disponibile_dal=Now(),
        **({"messaggio": ""} if isinstance(riga, Lavoro) else {}),
    )
    logger.info("%s %s: nuovo tentativo chiesto da %s", genere, pk, operatore.pk)
    if isinstance(riga, Lavoro):
        pubblica_dopo_il_commit(COMPITO_LAVORO, pk)
    else:
        pubblica_dopo_il_commit(COMPITO_MESSAGGI)


@transaction.atomic
def archivia(*, genere: str, pk: int, motivo: str, operatore: Utente) -> None:
    """Nobody will try again: the row stays, with the reason and who decided."""
    perche = pulisci_testo(motivo)
    if not perche:
        raise DominioError("Scrivi perché non serve più.", campo="motivo")
    if len(perche) > LUNGHEZZA_MOTIVO:
        raise DominioError(
            f"Il motivo è troppo lungo: al massimo {LUNGHEZZA_MOTIVO} caratteri.", campo="motivo"
        )
    riga = _bloccata(genere, pk)
    type(riga)._default_manager.filter(pk=pk).update(
        stato=StatoConsegna.ARCHIVIATO,
        archiviato_il=timezone.now(),
        archiviato_da=operatore,
        motivo_archiviazione=perche,
    )


def _di(ambiti: frozenset[int], anche_senza_ambito: bool) -> Q:
    di_qui = Q(ambito__in=ambiti)
    return di_qui | Q(ambito__isnull=True) if anche_senza_ambito else di_qui


def _bloccata(genere: str, pk: int) -> Lavoro | Messaggio:
    righe = GENERI[genere]._default_manager.select_for_update(of=("self",))
    riga = righe.filter(pk=pk, stato=StatoConsegna.FALLITO).first()
    if riga is None:
        raise DominioError(NON_PIU_FALLITO)
    return riga


def _resa(genere: str, riga: Lavoro | Messaggio) -> Resa:
    perche = next((parole for inizio, parole in PAROLE if riga.ultimo_errore.startswith(inizio)), "")
    return Resa(
        genere=genere,
        pk=riga.pk,
        che_cosa=_titolo(riga) if isinstance(riga, Lavoro) else "Messaggio di posta",
        perche=perche or DI_UNA_REGOLA,
        # Only the errors of machines: the sentence of a rule may name a person.
        tecnico=riga.ultimo_errore if perche else "",
        tentativi=riga.tentativi,
        nata_il=riga.creato_il,
        finita_il=riga.concluso_il,
        archiviata_il=riga.archiviato_il,
        archiviata_da=riga.archiviato_da.nome_breve if riga.archiviato_da else "",
        motivo=riga.motivo_archiviazione,
    )


def _titolo(lavoro: Lavoro) -> str:
    try:
        return esecutore_di(lavoro.tipo).titolo
    except TipoDiLavoroIgnoto:
        return "Lavoro di una parte non più installata"
