"""Start a Patto; open a new version of a signed one, keeping the identity of everything in it."""

import datetime

from django.db import transaction

from adi_platform.base_models.transizione import esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.enums import StatoCaso
from cases.models import CasoAdi, ComponenteCaso
from cases.services.casi import muovi_caso
from patti.enums import STATI_IN_PREPARAZIONE, STATI_IN_VIGORE, StatoImpegno, StatoPatto, StatoSostegno
from patti.models import Patto
from patti.services.copia import copia_contenuto
from patti.transizioni import TABELLA_PATTO

STATI_SENZA_PATTO = (StatoCaso.RICEVUTO, StatoCaso.ASSEGNATO, StatoCaso.CONVOCATO)


@transaction.atomic
def inizia_patto(*, caso: CasoAdi, operatore: Utente, al: datetime.date) -> Patto:
    """Open the draft of the first Patto of a case, or of a new one after the last was closed.

    Raises DominioError when the first meeting was not held, or a Patto is already there.
    """
    bloccato = CasoAdi.objects.select_for_update(of=("self",)).get(pk=caso.pk)
    if bloccato.case_manager_id is None or bloccato.stato in STATI_SENZA_PATTO:
        raise DominioError("Il Patto si scrive dopo il primo incontro con la famiglia.")
    if bloccato.stato in (StatoCaso.CHIUSO, StatoCaso.TRASFERITO):
        raise DominioError("Il caso è chiuso: riaprilo prima di scrivere un Patto.")
    if bloccato.patti.filter(stato__in=[*STATI_IN_PREPARAZIONE, *STATI_IN_VIGORE]).exists():
        raise DominioError("Questo caso ha già un Patto: aprilo, oppure rivedilo.")
    ultimo = bloccato.patti.order_by("-numero").first()
    patto = Patto.objects.create(
        caso=bloccato,
        numero=ultimo.numero + 1 if ultimo else 1,
        case_manager_id=bloccato.case_manager_id,
        referente_familiare=_referente(bloccato),
        valido_dal=al,
        aggiornato_da=operatore,
    )
    if bloccato.stato == StatoCaso.ANALIZZATO:
        muovi_caso(caso=bloccato, mossa="avvia_patto", operatore=operatore, al=al)
    return patto


@transaction.atomic
def apri_revisione(*, patto: Patto, operatore: Utente, motivo: str, al: datetime.date) -> Patto:
    """A new version of a signed Patto: same identities, open text. The signed one stays in force."""
    vecchio = Patto.objects.select_for_update(of=("self",)).get(pk=patto.pk)
    esegui_mossa(vecchio, TABELLA_PATTO, "apri_revisione", operatore=operatore, motivo=motivo)
    nuovo = Patto.objects.create(
        caso=vecchio.caso,
        identita=vecchio.identita,
        numero=vecchio.caso.patti.order_by("-numero").values_list("numero", flat=True)[0] + 1,
        precedente=vecchio,
        motivo_revisione=motivo,
        case_manager_id=vecchio.caso.case_manager_id or vecchio.case_manager_id,
        referente_familiare=vecchio.referente_familiare,
        valido_dal=al,
        valido_al=vecchio.valido_al,
        preferenze=vecchio.preferenze,
        partecipazione_minori=vecchio.partecipazione_minori,
        progetti_integrati=vecchio.progetti_integrati,
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


def _referente(caso: CasoAdi) -> ComponenteCaso | None:
    """The person who speaks for the household, if they are in the case."""
    if caso.nucleo.referente_id is None:
        return None
    return caso.componenti.filter(persona=caso.nucleo.referente_id, uscito_il__isnull=True).first()
