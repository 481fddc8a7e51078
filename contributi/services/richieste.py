"""The request: written inside the PAI, registered (and the clock starts), moved until the proposal."""

import datetime
from dataclasses import dataclass, fields
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.repertorio.services.registra import registra
from cases.models import CasoAdi, Persona
from cases.services.nuclei import esigi_maggiorenne
from cases.transizioni import FINALI
from contributi.enums import Corsia, StatoRichiesta
from contributi.models import Misura, Richiesta, SituazioneEconomica
from contributi.services.documenti_richiesti import prepara_documenti
from contributi.services.misure import misura_letta, modi_ammessi
from contributi.services.sostegno_del_pai import modo_che_non_si_paga, verifica_dentro_il_pai
from contributi.services.termine import aggiorna_termine
from contributi.transizioni import SCRIVE, TABELLA_RICHIESTA
from patti.enums import STATI_IN_PREPARAZIONE, STATI_IN_VIGORE, TipoPatto
from patti.models import Patto

REGISTRO = "contributi"
# Moves that need more than a reason: each has its own service.
CON_PAGINA = ("chiedi_integrazione", "proponi", "ritira_proposta", "riproponi")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiRichiesta:
    """What the person asks. `importo` in euro, monthly when `mesi` is given."""

    misura: Misura
    richiedente: Persona
    bisogno: str
    importo: Decimal
    modo: str
    tipo_spesa: str = ""
    mesi: int | None = None
    consenso_terzi: bool = False
    rinnovo_di: Richiesta | None = None


@transaction.atomic
def crea_richiesta(*, caso: CasoAdi, dati: DatiRichiesta, operatore: Utente, al: datetime.date) -> Richiesta:
    """A draft inside the PAI of the case; without PAI only in the urgent lane.

    Raises DominioError when the case is closed or followed by nobody, the measure is not in force, the PAI
    is missing or foresees less.
    """
    attuale = CasoAdi.objects.select_for_update(of=("self",)).get(pk=caso.pk)
    if attuale.stato in FINALI:
        raise DominioError("Il caso è chiuso: riaprilo prima di registrare una domanda.")
    if attuale.case_manager_id is None:
        raise DominioError("Il caso non è ancora assegnato: chiedi al coordinamento di assegnarlo.")
    _verifica(attuale, dati, al)
    richiesta = Richiesta(
        ambito_id=attuale.ambito_id,
        comune_id=attuale.comune_id,
        caso=attuale,
        pai=pai_di(attuale),
        assistente_id=attuale.case_manager_id,
        aggiornato_da=operatore,
    )
    _scrivi(richiesta, dati)
    SituazioneEconomica.objects.create(richiesta=richiesta, aggiornato_da=operatore)
    prepara_documenti(richiesta)
    return richiesta


@transaction.atomic
def modifica_richiesta(
    *, richiesta: Richiesta, attesa: int, dati: DatiRichiesta, operatore: Utente, al: datetime.date
) -> Richiesta:
    """Correct a draft. Raises ConflittoDiVersione when somebody saved it meanwhile."""
    riga = Richiesta.blocca_versione(pk=richiesta.pk, attesa=attesa)
    if riga.stato != StatoRichiesta.BOZZA:
        raise DominioError("La domanda è registrata: il testo non si cambia più.")
    _verifica(riga.caso, dati, al)
    riga.pai = pai_di(riga.caso)
    riga.aggiornato_da = operatore
    _scrivi(riga, dati)
    prepara_documenti(riga)
    return riga


@transaction.atomic
def protocolla_richiesta(*, richiesta: Richiesta, operatore: Utente) -> Richiesta:
    """Number and date of the register: from here the term runs (start day excluded)."""
    riga = blocca(richiesta)
    TABELLA_RICHIESTA.verifica(riga.stato, "protocolla")
    riga.pai = pai_di(riga.caso)  # it may have been revised after the draft
    if riga.pai is None and riga.corsia != Corsia.URGENTE:
        raise DominioError("La domanda si presenta dentro il PAI: inizialo dalla pagina del caso.")
    verifica_dentro_il_pai(
        riga.pai,
        misura=riga.misura,
        importo=riga.importo,
        mesi=riga.mesi,
        modo=riga.modo,
        rinnovo_di=riga.rinnovo_di,
        al=timezone.localdate(),
    )
    riga.aggiornato_da = operatore
    registrazione = registra(
        ambito=riga.ambito,
        registro=REGISTRO,
        oggetto=f"Domanda di contributo {riga.pk}: {riga.misura.nome}",
        operatore=operatore,
    )
    giorno = timezone.localtime(registrazione.registrata_il).date()
    esegui_mossa(
        riga,
        TABELLA_RICHIESTA,
        "protocolla",
        operatore=operatore,
        campi={"data_domanda": giorno, "registrazione": registrazione},
    )
    prepara_documenti(riga)
    return aggiorna_termine(riga, al=giorno)


@transaction.atomic
def muovi_richiesta(
    *, richiesta: Richiesta, mossa: str, operatore: Utente, al: datetime.date, motivo: str = ""
) -> Richiesta:
    """A move of the social worker: start the istruttoria, take note of a waiver."""
    riga = blocca(richiesta)
    in_attesa = mossa == "istruisci" and riga.stato in (
        StatoRichiesta.IN_INTEGRAZIONE,
        StatoRichiesta.RINVIATA,
        StatoRichiesta.RIESAME,
    )
    if TABELLA_RICHIESTA.mossa(mossa).permesso != SCRIVE or mossa in CON_PAGINA or in_attesa:
        raise DominioError("Questo passaggio si fa dalla sua pagina.")
    riga.aggiornato_da = operatore
    esegui_mossa(riga, TABELLA_RICHIESTA, mossa, operatore=operatore, motivo=motivo)
    return aggiorna_termine(riga, al=al)


def pai_di(caso: CasoAdi) -> Patto | None:
    """The PAI of the case that is being written or is in force; the signed one first."""
    righe = caso.patti.filter(tipo=TipoPatto.PAI, stato__in=[*STATI_IN_PREPARAZIONE, *STATI_IN_VIGORE])
    trovati = sorted(righe, key=lambda p: (p.stato not in STATI_IN_VIGORE, -p.numero))
    return trovati[0] if trovati else None


def _verifica(caso: CasoAdi, dati: DatiRichiesta, al: datetime.date) -> None:
    in_vigore = Misura.objects.dell_ambito(caso.ambito_id).in_vigore_al(al)
    if not in_vigore.filter(pk=dati.misura.pk).exists():
        raise DominioError("Questa misura non è in vigore: scegline un'altra.", campo="misura")
    letta = misura_letta(dati.misura)
    if dati.tipo_spesa and letta.spese and dati.tipo_spesa not in {v.codice for v in letta.spese}:
        raise DominioError(
            "Questa spesa non è tra quelle della misura: scegline un'altra.", campo="tipo_spesa"
        )
    if senza_uscita := modo_che_non_si_paga(pai_di(caso), dati.misura):
        raise DominioError(senza_uscita, campo="modo")
    if dati.modo not in modi_ammessi(dati.misura):
        raise DominioError("La misura non si eroga così: scegli un altro modo.", campo="modo")
    if not caso.componenti.filter(persona=dati.richiedente, uscito_il__isnull=True).exists():
        raise DominioError("Chi chiede deve far parte del nucleo.", campo="richiedente")
    esigi_maggiorenne(dati.richiedente, al=al, campo="richiedente")
    pai = pai_di(caso)
    if pai is None and not letta.urgente:
        raise DominioError(
            "La domanda si scrive dentro il PAI: inizialo dalla pagina del caso, oppure scegli una misura urgente.",
            campo="misura",
        )
    verifica_dentro_il_pai(
        pai,
        misura=dati.misura,
        importo=dati.importo,
        mesi=dati.mesi,
        modo=dati.modo,
        rinnovo_di=dati.rinnovo_di,
        al=al,
    )


def _scrivi(richiesta: Richiesta, dati: DatiRichiesta) -> None:
    for campo in fields(dati):
        setattr(richiesta, campo.name, getattr(dati, campo.name))
    richiesta.corsia = Corsia.URGENTE if misura_letta(dati.misura).urgente else Corsia.ORDINARIA
    richiesta.save()
