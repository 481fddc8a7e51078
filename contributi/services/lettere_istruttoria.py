"""Letters of the istruttoria: it has begun, papers are missing. The second one stops the clock, once in all."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.ui.formati import con_articolo
from adi_platform.ui.formati import giorno as in_parole
from contributi.enums import STATI_DECISI, StatoRichiesta
from contributi.models import Comunicazione, DocumentiChiesti, DocumentoDomanda, Richiesta
from contributi.rules import lettere
from contributi.rules.letture_termine import RinviiContati
from contributi.rules.termine_procedimento import Rinvio, TermineProcedimento
from contributi.services.comunicazioni import invia_comunicazione
from contributi.services.contesto_norme import letture_di
from contributi.services.documenti_richiesti import MANCANTI
from contributi.services.rinvii import rinvii_delle_richieste
from contributi.services.sostituto import chi_decide_in_ritardo
from contributi.services.termine import aggiorna_termine, termine_se
from contributi.transizioni import TABELLA_RICHIESTA

FERMA = (
    "Il tempo per decidere si ferma {giorno}. Riparte quando riceviamo i documenti, e comunque dopo {tetto} "
    "giorni. Questa fermata si può fare una sola volta."
)
NON_FERMA = "Il tempo per decidere non si ferma: si è già fermato una volta."
PASSATO = "Il tempo per decidere è già passato e questa lettera non lo ferma."
ATTESA = (StatoRichiesta.IN_INTEGRAZIONE, StatoRichiesta.RINVIATA, StatoRichiesta.RIESAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mancanti:
    """What the letter asks: rows of the list of papers by code, other papers in words, the last day."""

    codici: Sequence[str]
    altri: Sequence[str]
    entro: datetime.date


@transaction.atomic
def comunica_avvio(
    *, richiesta: Richiesta, canale: str, inviata_il: datetime.date, operatore: Utente, al: datetime.date
) -> Comunicazione:
    """That the procedure has begun, once: who, by when, whom to ask if nobody decides (L. 241/1990 art. 8)."""
    riga = blocca(richiesta)
    if motivo := perche_niente_avvio(riga):
        raise DominioError(motivo)
    return invia_comunicazione(
        richiesta=riga,
        lettera=lettere.AVVIO,
        valori=valori_avvio(riga, al=al),
        canale=canale,
        inviata_il=inviata_il,
        operatore=operatore,
        al=al,
    )


def perche_niente_avvio(richiesta: Richiesta) -> str:
    if richiesta.data_domanda is None:
        return "La domanda non è ancora registrata: la comunicazione si manda dopo."
    if richiesta.stato in STATI_DECISI:
        return "La domanda è già decisa: la comunicazione di avvio non serve più."
    if richiesta.comunicazioni.filter(lettera=lettere.AVVIO).exists():
        return "La comunicazione di avvio è già stata mandata."
    return ""


def valori_avvio(richiesta: Richiesta, *, al: datetime.date) -> dict[str, str]:
    return {
        "oggetto_richiesta": richiesta.misura.nome,
        "termine_conclusione": in_parole(richiesta.scadenza_il),
        "potere_sostitutivo": chi_decide_in_ritardo(richiesta.ambito_id, al=al),
    }


@transaction.atomic
def chiedi_documenti(
    *,
    richiesta: Richiesta,
    mancanti: Mancanti,
    canale: str,
    inviata_il: datetime.date,
    operatore: Utente,
    al: datetime.date,
) -> DocumentiChiesti:
    """One complete letter for the papers that are missing: the request waits and the clock stops."""
    riga = blocca(richiesta)
    TABELLA_RICHIESTA.verifica(riga.stato, "chiedi_integrazione")
    if DocumentiChiesti.objects.filter(richiesta=riga).exists():
        raise DominioError(
            "I documenti si chiedono per lettera una volta sola, tutti insieme: è già stato fatto."
        )
    nomi = nomi_dei_documenti(riga, mancanti)
    if not nomi:
        raise DominioError("Indica almeno un documento che manca.", campo="mancanti")
    if inviata_il != al:
        raise DominioError(
            f"Questa lettera ferma il tempo dal giorno in cui la registri: scrivi {al:%d/%m/%Y}.",
            campo="inviata_il",
        )
    if mancanti.entro <= al:
        raise DominioError("Lascia alla persona il tempo di rispondere.", campo="entro")
    lettera = invia_comunicazione(
        richiesta=riga,
        lettera=lettere.INTEGRAZIONE,
        valori=valori_integrazione(riga, mancanti, inviata_il=inviata_il),
        canale=canale,
        inviata_il=inviata_il,
        operatore=operatore,
        al=al,
    )
    chiesti = DocumentiChiesti.objects.create(
        richiesta=riga,
        comunicazione=lettera,
        codici=list(mancanti.codici),
        altri=list(mancanti.altri),
        entro=mancanti.entro,
        aggiornato_da=operatore,
    )
    riga.aggiornato_da = operatore
    esegui_mossa(riga, TABELLA_RICHIESTA, "chiedi_integrazione", operatore=operatore, motivo="\n".join(nomi))
    aggiorna_termine(riga, al=al)
    return chiesti


def valori_integrazione(
    richiesta: Richiesta, mancanti: Mancanti, *, inviata_il: datetime.date
) -> dict[str, str]:
    tetto = letture_di(richiesta, al=inviata_il).rinvio_tetto_giorni
    ferma = FERMA.format(giorno=con_articolo(inviata_il), tetto=tetto)
    altrimenti = PASSATO if _passato(richiesta, inviata_il) else NON_FERMA
    return {
        "elenco_documenti_mancanti": "\n".join(
            f"- {nome}" for nome in nomi_dei_documenti(richiesta, mancanti)
        ),
        "termine_documenti": in_parole(mancanti.entro),
        "effetto_sul_tempo": ferma if ferma_il_tempo(richiesta, il=inviata_il) else altrimenti,
    }


def ferma_il_tempo(richiesta: Richiesta, *, il: datetime.date) -> bool:
    """The clock stops for papers once in all: a send-back of the commission may have used it already (A3).

    A clock that has run out does not stop any more.
    """
    if _passato(richiesta, il):
        return False
    if letture_di(richiesta, al=il).rinvii is RinviiContati.TUTTI:
        return True
    prima = rinvii_delle_richieste([richiesta.pk]).get(richiesta.pk, ())
    return not any(rinvio.il <= il and rinvio.annullato is None for rinvio in prima)


def _passato(richiesta: Richiesta, giorno: datetime.date) -> bool:
    return richiesta.scadenza_il is not None and richiesta.scadenza_il < giorno


def termine_con_la_lettera(richiesta: Richiesta, *, al: datetime.date) -> TermineProcedimento | None:
    """The term if the letter went today and nothing came before the ceiling."""
    return termine_se(richiesta, Rinvio(il=al, lettera=True), al=al)


def documenti_da_chiedere(richiesta: Richiesta, *, al: datetime.date) -> list[DocumentoDomanda]:
    """Papers of the list that are missing or expired."""
    return [riga for riga in richiesta.documenti.all() if riga.stato_al(al) in MANCANTI]


def nomi_dei_documenti(richiesta: Richiesta, mancanti: Mancanti) -> list[str]:
    righe = richiesta.documenti.filter(codice__in=mancanti.codici)
    return [*(riga.nome for riga in righe), *mancanti.altri]


@transaction.atomic
def riprendi_istruttoria(
    *, richiesta: Richiesta, documenti_il: datetime.date | None, operatore: Utente, al: datetime.date
) -> Richiesta:
    """Open the istruttoria again after the papers or a send-back. Facts, corrections and ticks are as they were.

    `documenti_il` is the day the papers came, empty when they did not.
    """
    riga = blocca(richiesta)
    if riga.stato not in ATTESA:
        raise DominioError("L'istruttoria non è in attesa: qui non c'è niente da riprendere.")
    if riga.stato == StatoRichiesta.RINVIATA:
        chiudi_rinvio(riga, documenti_il=documenti_il, al=al)
    elif riga.stato == StatoRichiesta.IN_INTEGRAZIONE:
        _chiudi_attesa(riga, documenti_il=documenti_il, al=al)
    riga.aggiornato_da = operatore
    esegui_mossa(riga, TABELLA_RICHIESTA, "istruisci", operatore=operatore)
    return aggiorna_termine(riga, al=al)


def chiudi_rinvio(richiesta: Richiesta, *, documenti_il: datetime.date | None, al: datetime.date) -> None:
    """The answer to the last send-back: when the papers came, when the office went on.

    Who goes on without a day waits no more: the last paper taken in since then counts, or today.
    """
    rinvio = (
        richiesta.rinvii.select_for_update().filter(annullato_il__isnull=True).order_by("-il", "-pk").first()
    )
    if rinvio is None:
        return
    _controlla_arrivo(documenti_il, dal=rinvio.il, al=al)
    arrivati = richiesta.documenti.filter(ricevuto_il__range=(rinvio.il, al))
    ultimo = arrivati.aggregate(il=Max("ricevuto_il"))["il"]
    rinvio.documenti_il = documenti_il or rinvio.documenti_il or ultimo or al
    rinvio.ripreso_il = rinvio.ripreso_il or al
    rinvio.save()


def _chiudi_attesa(richiesta: Richiesta, *, documenti_il: datetime.date | None, al: datetime.date) -> None:
    chiesti = DocumentiChiesti.objects.select_for_update(of=("self",)).filter(richiesta=richiesta).first()
    if chiesti is None:
        return
    _controlla_arrivo(documenti_il, dal=chiesti.comunicazione.inviata_il, al=al)
    chiesti.arrivati_il = documenti_il or chiesti.arrivati_il
    chiesti.ripresa_il = al
    chiesti.save()


def _controlla_arrivo(giorno: datetime.date | None, *, dal: datetime.date, al: datetime.date) -> None:
    if giorno is not None and not dal <= giorno <= al:
        raise DominioError(f"La data va dal {dal:%d/%m/%Y} a oggi.", campo="documenti_il")
