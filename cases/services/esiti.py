"""What came of an appointment. Nothing is reported or decided here: a person proposes, INPS decides."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import EsitoIncontro, ModalitaIncontro, StatoCaso, TipoAppuntamento
from cases.models import Appuntamento, CasoAdi
from cases.rules.contenuti import motivi_giustificati
from cases.rules.esiti_incontro import SENZA_CONVOCAZIONE, esiti_possibili
from cases.services.domanda_inps import non_prima_della_domanda
from cases.services.fatti import SVOLTI, giorno_di, vale_come_incontro
from cases.services.scadenze import ricalcola_scadenze
from cases.signals import incontro_registrato, primo_incontro_svolto
from cases.transizioni import FINALI, TABELLA_CASO

ASSENZE_CONVOCATE = (EsitoIncontro.ASSENZA_DA_GIUSTIFICARE, EsitoIncontro.ASSENZA_INGIUSTIFICATA)
DA_INCONTRARE = (StatoCaso.ASSEGNATO, StatoCaso.CONVOCATO)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiEsito:
    """What the worker writes. `il` is the day of the meeting, or of the evaluation of an absence."""

    esito: str
    il: datetime.date
    motivo: str = ""
    sentita_il: datetime.date | None = None
    valutazione: str = ""
    nota: str = ""
    registrato_gepi_il: datetime.date | None = None


@transaction.atomic
def registra_esito(
    *, appuntamento: Appuntamento, versione: int, dati: DatiEsito, operatore: Utente, al: datetime.date
) -> Appuntamento:
    """Write the outcome; only the ones that make sense from what is already written."""
    caso = blocca(CasoAdi(pk=appuntamento.caso_id))
    attuale = Appuntamento.blocca_versione(pk=appuntamento.pk, attesa=versione)
    _verifica(attuale, dati, al=al)
    attuale.esito, attuale.esito_il = dati.esito, dati.il
    if dati.esito in SVOLTI and dati.il != giorno_di(attuale):
        # Who came on another day was not met on the day that was fixed: the agenda and the case tell the real one.
        ora = timezone.localtime(attuale.inizio).timetz()
        attuale.inizio = datetime.datetime.combine(dati.il, ora)
    attuale.motivo_giustificato = dati.motivo
    attuale.sentita_il = dati.sentita_il
    attuale.valutazione = dati.valutazione.strip()
    attuale.nota = dati.nota.strip() or attuale.nota
    attuale.registrato_gepi_il = dati.registrato_gepi_il
    attuale.aggiornato_da = operatore
    attuale.save()
    _aggiorna_caso(caso, attuale, operatore=operatore, al=al)
    return attuale


@transaction.atomic
def registra_presentazione_spontanea(
    *,
    caso: CasoAdi,
    quando: datetime.datetime,
    con: Utente,
    nota: str,
    registrato_gepi_il: datetime.date | None,
    operatore: Utente,
    al: datetime.date,
) -> Appuntamento:
    """The person came without an appointment: it counts as a meeting."""
    attuale = blocca(caso)
    giorno = timezone.localtime(quando).date()
    if attuale.stato in FINALI:
        raise DominioError("Il caso è chiuso: non si registrano incontri.")
    if giorno > al:
        raise DominioError("L'incontro non può avere una data futura.", campo="giorno")
    non_prima_della_domanda(attuale, giorno, campo="giorno")
    _verifica_gepi(registrato_gepi_il, giorno, al)
    primo = attuale.stato in DA_INCONTRARE
    appuntamento = Appuntamento.objects.create(
        caso=attuale,
        tipo=TipoAppuntamento.PRIMO_INCONTRO if primo else TipoAppuntamento.MONITORAGGIO,
        inizio=quando,
        modalita=ModalitaIncontro.SEDE,
        operatore=con,
        esito=EsitoIncontro.SPONTANEO,
        esito_il=giorno,
        nota=nota.strip(),
        registrato_gepi_il=registrato_gepi_il,
        aggiornato_da=operatore,
    )
    _aggiorna_caso(attuale, appuntamento, operatore=operatore, al=al)
    return appuntamento


@transaction.atomic
def registra_in_gepi(
    *, appuntamento: Appuntamento, il: datetime.date, operatore: Utente, al: datetime.date
) -> Appuntamento:
    """The day on which the outcome was entered on the national platform."""
    attuale = blocca(appuntamento)
    if attuale.esito_il is None or attuale.esito not in SVOLTI:
        raise DominioError("Prima scrivi l'esito dell'incontro.")
    _verifica_gepi(il, attuale.esito_il, al)
    attuale.registrato_gepi_il = il
    attuale.aggiornato_da = operatore
    attuale.save()
    ricalcola_scadenze(attuale.caso, al=al)
    return attuale


def _verifica(appuntamento: Appuntamento, dati: DatiEsito, *, al: datetime.date) -> None:
    possibili = esiti_possibili(
        esito=appuntamento.esito,
        giorno=giorno_di(appuntamento),
        oggi=al,
        convocato=appuntamento.convocato_il is not None,
    )
    if appuntamento.convocato_il is None and dati.esito in ASSENZE_CONVOCATE:
        raise DominioError(SENZA_CONVOCAZIONE, campo="esito")
    if dati.esito not in possibili:
        raise DominioError("Questo esito non è coerente con quello che è già scritto.", campo="esito")
    if dati.il > al:
        raise DominioError("La data non può essere futura.", campo="il")
    non_prima_della_domanda(appuntamento.caso, dati.il, campo="il")
    _verifica_giorno(appuntamento, dati)
    if dati.esito == EsitoIncontro.ASSENZA_GIUSTIFICATA and dati.motivo not in motivi_giustificati():
        raise DominioError("Scegli il motivo che giustifica l'assenza.", campo="motivo")
    if dati.esito == EsitoIncontro.ASSENZA_INGIUSTIFICATA:
        _verifica_ascolto(appuntamento, dati)
    if dati.registrato_gepi_il and dati.esito in SVOLTI:
        _verifica_gepi(dati.registrato_gepi_il, dati.il, al)


def _verifica_giorno(appuntamento: Appuntamento, dati: DatiEsito) -> None:
    """An absence is of the day that was fixed or later; who was convened comes after the convocation."""
    if dati.esito in ASSENZE_CONVOCATE and dati.il < giorno_di(appuntamento):
        raise DominioError(
            f"L'appuntamento è del {giorno_di(appuntamento):%d/%m/%Y}: l'assenza non può venire prima.",
            campo="il",
        )
    convocato_il = appuntamento.convocato_il
    if dati.esito == EsitoIncontro.SVOLTO and convocato_il and dati.il < convocato_il:
        raise DominioError(
            f"La convocazione è del {convocato_il:%d/%m/%Y}: se la famiglia è venuta prima, registra una "
            "presentazione spontanea dalla pagina del caso.",
            campo="il",
        )


def _verifica_ascolto(appuntamento: Appuntamento, dati: DatiEsito) -> None:
    """Before an absence may be called unjustified: delivery checked, person heard, in writing."""
    if dati.sentita_il is None:
        raise DominioError("Prima senti la persona: scrivi quando l'hai sentita.", campo="sentita_il")
    if dati.sentita_il < giorno_di(appuntamento) or dati.sentita_il > dati.il:
        raise DominioError(
            "La persona si sente dopo l'assenza e prima della valutazione.", campo="sentita_il"
        )
    if not dati.valutazione.strip():
        raise DominioError("Scrivi che cosa ha detto la persona e perché non basta.", campo="valutazione")


def _verifica_gepi(registrato: datetime.date | None, incontro: datetime.date, al: datetime.date) -> None:
    if registrato and not incontro <= registrato <= al:
        raise DominioError(
            "La registrazione in GePI avviene dopo l'incontro e non nel futuro.", campo="registrato_gepi_il"
        )


def _aggiorna_caso(
    caso: CasoAdi, appuntamento: Appuntamento, *, operatore: Utente, al: datetime.date
) -> None:
    """Move the case where the outcome leads, then compute the deadlines again.

    A first meeting held in a way that does not stop the 120 days leaves the case among those to be met.
    """
    norme = norme_dell_ambito(caso.ambito_id)
    vale = vale_come_incontro(caso, appuntamento, tra=caso.appuntamenti.all(), norme=norme).ok
    primo = caso.stato in DA_INCONTRARE and appuntamento.esito in SVOLTI and vale
    if primo:
        esegui_mossa(caso, TABELLA_CASO, "registra_incontro", operatore=operatore)
    elif _da_riconvocare(caso, appuntamento, vale=vale):
        esegui_mossa(caso, TABELLA_CASO, "annulla_convocazione", operatore=operatore)
    ricalcola_scadenze(caso, al=al)
    segnale = primo_incontro_svolto if primo else incontro_registrato
    if appuntamento.esito in SVOLTI and vale:
        segnale.send(sender=CasoAdi, caso=caso, appuntamento=appuntamento, operatore=operatore)


def _da_riconvocare(caso: CasoAdi, appuntamento: Appuntamento, *, vale: bool) -> bool:
    non_incontrati = (EsitoIncontro.ASSENZA_GIUSTIFICATA, EsitoIncontro.ANNULLATO)
    senza_effetto = appuntamento.esito in non_incontrati or (appuntamento.esito in SVOLTI and not vale)
    return (
        senza_effetto
        and caso.stato == StatoCaso.CONVOCATO
        and not caso.appuntamenti.filter(tipo=TipoAppuntamento.PRIMO_INCONTRO, esito="").exists()
    )
