"""Start a Patto; open a new version of a signed one, keeping the identity of everything in it."""

import datetime

from django.db import transaction

from adi_platform.base_models.transizione import esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.enums import StatoCaso
from cases.models import CasoAdi, ComponenteCaso
from cases.services.casi import muovi_caso
from cases.transizioni import TABELLA_CASO
from patti.enums import (
    STATI_IN_PREPARAZIONE,
    STATI_IN_VIGORE,
    StatoImpegno,
    StatoPatto,
    StatoSostegno,
    TipoPatto,
)
from patti.models import ContenutoPai, Patto
from patti.services.copia import copia_contenuto
from patti.transizioni import TABELLA_PATTO

STATI_SENZA_PATTO = (StatoCaso.RICEVUTO, StatoCaso.ASSEGNATO, StatoCaso.CONVOCATO)


@transaction.atomic
def inizia_patto(*, caso: CasoAdi, operatore: Utente, al: datetime.date, tipo: str = TipoPatto.PAIS) -> Patto:
    """Open the draft of the first Patto of a case, or of a new one after the last was closed.

    A case may have a Patto and a PAI together; one that came from the counter has only the PAI.

    Raises DominioError when the first meeting was not held, or a Patto is already there.
    """
    bloccato = CasoAdi.objects.select_for_update(of=("self",)).get(pk=caso.pk)
    if bloccato.case_manager_id is None or bloccato.stato in STATI_SENZA_PATTO:
        raise DominioError("Si scrive dopo il primo incontro: registra l'incontro, anche senza appuntamento.")
    if tipo == TipoPatto.PAIS and not bloccato.adi:
        raise DominioError("Senza domanda di Assegno di Inclusione si scrive un PAI.")
    if bloccato.stato in (StatoCaso.CHIUSO, StatoCaso.TRASFERITO):
        raise DominioError("Il caso è chiuso: riaprilo prima di scrivere un Patto.")
    dello_stesso_tipo = bloccato.patti.filter(tipo=tipo)
    if dello_stesso_tipo.filter(stato__in=[*STATI_IN_PREPARAZIONE, *STATI_IN_VIGORE]).exists():
        nome = "un PAI" if tipo == TipoPatto.PAI else "un Patto"
        raise DominioError(f"Questo caso ha già {nome}: aprilo, oppure rivedilo.")
    ultimo = dello_stesso_tipo.order_by("-numero").first()
    patto = Patto.objects.create(
        caso=bloccato,
        tipo=tipo,
        numero=ultimo.numero + 1 if ultimo else 1,
        case_manager_id=bloccato.case_manager_id,
        referente_familiare=_referente(bloccato),
        valido_dal=al,
        aggiornato_da=operatore,
    )
    if tipo == TipoPatto.PAI:
        ContenutoPai.objects.create(patto=patto, aggiornato_da=operatore)
    mossa = mossa_all_inizio(bloccato, tipo)
    if mossa:
        muovi_caso(caso=bloccato, mossa=mossa, operatore=operatore, al=al)
    return patto


def mossa_all_inizio(caso: CasoAdi, tipo: str) -> str:
    """The PaIS leads an AdI case, the PAI one from the counter; otherwise the path of the case stays."""
    if tipo == TipoPatto.PAIS:
        return "avvia_patto" if caso.stato == StatoCaso.ANALIZZATO else ""
    da_avviare = not caso.adi and caso.stato in TABELLA_CASO.mossa("avvia_progetto").da
    return "avvia_progetto" if da_avviare else ""


@transaction.atomic
def apri_revisione(*, patto: Patto, operatore: Utente, motivo: str, al: datetime.date) -> Patto:
    """A new version of a signed Patto: same identities, open text. The signed one stays in force."""
    vecchio = Patto.objects.select_for_update(of=("self",)).get(pk=patto.pk)
    esegui_mossa(vecchio, TABELLA_PATTO, "apri_revisione", operatore=operatore, motivo=motivo)
    nuovo = Patto.objects.create(
        caso=vecchio.caso,
        tipo=vecchio.tipo,
        identita=vecchio.identita,
        numero=_prossimo_numero(vecchio),
        precedente=vecchio,
        motivo_revisione=motivo,
        case_manager_id=vecchio.caso.case_manager_id or vecchio.case_manager_id,
        referente_familiare=vecchio.referente_familiare,
        valido_dal=al,
        valido_al=vecchio.valido_al,
        preferenze=vecchio.preferenze,
        partecipazione_minori=vecchio.partecipazione_minori,
        progetti_integrati=vecchio.progetti_integrati,
        prima_verifica=_verifica_concordata(vecchio, al=al),
        verifica_ogni_giorni=vecchio.verifica_ogni_giorni,
        verifica_modalita=vecchio.verifica_modalita,
        verifica_descrizione=vecchio.verifica_descrizione,
        aggiornato_da=operatore,
    )
    copia_contenuto(
        da=vecchio,
        a=nuovo,
        operatore=operatore,
        sostegni_chiusi=(StatoSostegno.CONCLUSO,),
        impegni_chiusi=(StatoImpegno.CESSATO,),
    )
    return nuovo


@transaction.atomic
def annulla_revisione(*, patto: Patto, operatore: Utente, motivo: str, al: datetime.date) -> Patto:
    """Drop the version being written; the signed one goes on as it was. Returns the signed one."""
    if patto.precedente_id is None:
        raise DominioError("Questo Patto non è una revisione.")
    vecchio = Patto.objects.select_for_update(of=("self",)).get(pk=patto.precedente_id)
    nuovo = Patto.objects.select_for_update(of=("self",)).get(pk=patto.pk)
    esegui_mossa(
        nuovo,
        TABELLA_PATTO,
        "interrompi",
        operatore=operatore,
        motivo=motivo,
        campi={"chiuso_il": al},
    )
    if vecchio.stato == StatoPatto.IN_REVISIONE:
        esegui_mossa(vecchio, TABELLA_PATTO, "annulla_revisione", operatore=operatore, motivo=motivo)
    return vecchio


def _verifica_concordata(patto: Patto, *, al: datetime.date) -> datetime.date | None:
    """The check already agreed with the household, if its day is still to come."""
    ultima = patto.verifiche.order_by("-data").first()
    giorno = ultima.prossima_data if ultima else patto.prima_verifica
    return giorno if giorno and giorno > al else None


def _prossimo_numero(patto: Patto) -> int:
    numeri = patto.caso.patti.filter(tipo=patto.tipo).order_by("-numero").values_list("numero", flat=True)
    return numeri[0] + 1


def _referente(caso: CasoAdi) -> ComponenteCaso | None:
    """The person who speaks for the household, if they are in the case."""
    if caso.nucleo.referente_id is None:
        return None
    return caso.componenti.filter(persona=caso.nucleo.referente_id, uscito_il__isnull=True).first()
