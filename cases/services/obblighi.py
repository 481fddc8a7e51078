"""Duties of each member: obliged, excluded with proof and expiry, voluntary; path, CPI dates."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import Obbligo, Percorso, TipoVariazione
from cases.models import CasoAdi, ComponenteCaso
from cases.rules.anagrafe import MAGGIORE_ETA
from cases.rules.contenuti import motivi_esonero, motivo_leggibile
from cases.rules.obblighi import CARICHI_DI_CURA, proponi_obbligo
from cases.services.domanda_inps import solo_adi
from cases.services.esclusione import Esclusione, dentro_l_adi, riscontro_di, verifica_esclusione
from cases.services.scadenze import ricalcola_scadenze
from cases.transizioni import FINALI


@dataclass(frozen=True, slots=True, kw_only=True)
class DateIndividuali:
    """The member's own steps on the side of work."""

    attivabile_lavoro: bool | None
    pad_individuale_il: datetime.date | None
    inviato_cpi_il: datetime.date | None
    psp_il: datetime.date | None


@transaction.atomic
def escludi(
    *, componente: ComponenteCaso, versione: int, dati: Esclusione, operatore: Utente, al: datetime.date
) -> ComponenteCaso:
    """Out of the duties, for a reason of the table that the facts do not deny, with its proof or by when."""
    attuale = _bloccato(componente, versione)
    verifica_esclusione(attuale, dati, al=al)
    _applica_esclusione(attuale, dati, operatore)
    _salva(
        attuale, TipoVariazione.ESCLUSIONE, dal=dati.dal, operatore=operatore, al=al,
        nota=motivo_leggibile(motivi_esonero().get(dati.motivo), per_intero=False),
    )  # fmt: skip
    return attuale


@transaction.atomic
def obbliga(
    *, componente: ComponenteCaso, versione: int, dal: datetime.date, operatore: Utente, al: datetime.date
) -> ComponenteCaso:
    """Bound to the duties."""
    attuale = _bloccato(componente, versione)
    if attuale.obbligo == Obbligo.OBBLIGATO:
        raise DominioError("La persona è già tenuta agli obblighi.")
    _verifica_eta(attuale, dal)
    attuale.obbligo = Obbligo.OBBLIGATO
    attuale.adesione_dal = None
    _svuota_esclusione(attuale)
    _salva(attuale, TipoVariazione.OBBLIGO, dal=dal, operatore=operatore, al=al)
    return attuale


@transaction.atomic
def aderisci(
    *, componente: ComponenteCaso, versione: int, dal: datetime.date, operatore: Utente, al: datetime.date
) -> ComponenteCaso:
    """Who is excluded takes part by choice: the commitments have no consequence on the benefit."""
    attuale = _bloccato(componente, versione)
    voce = motivi_esonero().get(attuale.motivo_esonero)
    if attuale.obbligo != Obbligo.ESCLUSO:
        raise DominioError("Può aderire per scelta solo chi è escluso dagli obblighi.")
    if voce and not voce.adesione_possibile:
        raise DominioError("Chi è minorenne non aderisce: per lui resta l'obbligo di istruzione.")
    attuale.obbligo, attuale.adesione_dal = Obbligo.VOLONTARIO, dal
    _salva(attuale, TipoVariazione.ADESIONE, dal=dal, operatore=operatore, al=al)
    return attuale


@transaction.atomic
def ritira_adesione(
    *, componente: ComponenteCaso, versione: int, dal: datetime.date, operatore: Utente, al: datetime.date
) -> ComponenteCaso:
    """Back to excluded, without consequences."""
    attuale = _bloccato(componente, versione)
    if attuale.obbligo != Obbligo.VOLONTARIO:
        raise DominioError("Non c'è un'adesione volontaria da ritirare.")
    attuale.obbligo, attuale.adesione_dal = Obbligo.ESCLUSO, None
    _salva(attuale, TipoVariazione.RITIRO, dal=dal, operatore=operatore, al=al)
    return attuale


@transaction.atomic
def conferma_percorso(
    *, componente: ComponenteCaso, versione: int, percorso: int, operatore: Utente, al: datetime.date
) -> ComponenteCaso:
    """A person confirms the path 1-4, suggested or not."""
    attuale = _bloccato(componente, versione)
    attuale.percorso = Percorso(percorso)
    _salva(
        attuale, TipoVariazione.PERCORSO, dal=al, operatore=operatore, al=al,
        nota=Percorso(percorso).label,
    )  # fmt: skip
    return attuale


@transaction.atomic
def segna_date_individuali(
    *, componente: ComponenteCaso, versione: int, dati: DateIndividuali, operatore: Utente, al: datetime.date
) -> ComponenteCaso:
    """PAD individuale, sending to the CPI, patto di servizio: in this order."""
    attuale = _bloccato(componente, versione)
    _verifica_ordine(dati, al)
    attuale.attivabile_lavoro = dati.attivabile_lavoro
    attuale.pad_individuale_il = dati.pad_individuale_il
    attuale.inviato_cpi_il = dati.inviato_cpi_il
    attuale.psp_il = dati.psp_il
    attuale.aggiornato_da = operatore
    attuale.save()
    ricalcola_scadenze(attuale.caso, al=al)
    return attuale


@transaction.atomic
def sostituisci_carico_di_cura(
    *,
    da: ComponenteCaso,
    a: ComponenteCaso,
    dal: datetime.date,
    motivo: str,
    operatore: Utente,
    al: datetime.date,
) -> ComponenteCaso:
    """Another adult of the household takes over the care: one becomes bound, the other excluded."""
    righe = ComponenteCaso.objects.select_for_update(of=("self",)).filter(pk__in=[da.pk, a.pk])
    per_pk = {riga.pk: riga for riga in righe.order_by("pk")}
    cede, assume = per_pk[da.pk], per_pk[a.pk]
    _verifica_sostituzione(cede, assume, motivo, dal)
    dati = Esclusione(
        motivo=cede.motivo_esonero,
        dal=dal,
        scade_il=cede.esonero_scade_il,
        prova=cede.prova,
        prova_entro=cede.prova_entro,
    )
    cede.obbligo = Obbligo.OBBLIGATO
    cede.adesione_dal = None
    _svuota_esclusione(cede)
    _applica_esclusione(assume, dati, operatore)
    cede.versione += 1
    assume.versione += 1
    for riga, tipo in ((cede, TipoVariazione.CURA_CEDUTA), (assume, TipoVariazione.CURA_ASSUNTA)):
        _salva(riga, tipo, dal=dal, operatore=operatore, al=al, nota=motivo.strip())
    return assume


@transaction.atomic
def allinea_componenti(*, caso: CasoAdi, operatore: Utente, al: datetime.date) -> int:
    """Bring into the case who entered the household and mark who left. Returns how many changes."""
    CasoAdi.objects.select_for_update(of=("self",)).get(pk=caso.pk)
    presenti = set(
        caso.nucleo.appartenenze.filter(da_confermare=False, periodo__contains=al).values_list(
            "persona_id", flat=True
        )
    )
    componenti = {c.persona_id: c for c in caso.componenti.all()}
    cambi = 0
    for persona_id in sorted(presenti - componenti.keys()):
        ComponenteCaso.objects.create(caso=caso, persona_id=persona_id, aggiornato_da=operatore)
        cambi += 1
    for persona_id, componente in componenti.items():
        uscito = None if persona_id in presenti else (componente.uscito_il or al)
        if uscito != componente.uscito_il:
            componente.uscito_il, componente.aggiornato_da = uscito, operatore
            componente.save()
            cambi += 1
    ricalcola_scadenze(caso, al=al)
    return cambi


def _bloccato(componente: ComponenteCaso, versione: int) -> ComponenteCaso:
    attuale = ComponenteCaso.blocca_versione(pk=componente.pk, attesa=versione)
    solo_adi(attuale.caso)
    if attuale.caso.stato in FINALI:
        raise DominioError("Il caso è chiuso: gli obblighi non si cambiano più.")
    return attuale


def _verifica_eta(componente: ComponenteCaso, dal: datetime.date) -> None:
    """Who is too young or old enough is not bound: they are out, and an adult may join by choice."""
    dentro_l_adi(dal)
    norme = norme_dell_ambito(componente.caso.ambito_id)
    proposta = proponi_obbligo(nato_il=componente.persona.data_nascita, al=dal, norme=norme)
    if proposta is None:
        return
    motivo = motivi_esonero()[proposta.motivo]
    raise DominioError(
        f"{proposta.perche}: non è tenuto agli obblighi. Scegli l'esclusione «{motivo.motivo}».", campo="dal"
    )


def _verifica_ordine(dati: DateIndividuali, al: datetime.date) -> None:
    if dati.psp_il and not dati.inviato_cpi_il:
        raise DominioError("Prima scrivi quando la persona è stata inviata al CPI.", campo="inviato_cpi_il")
    if dati.psp_il and dati.inviato_cpi_il and dati.psp_il < dati.inviato_cpi_il:
        raise DominioError("Il patto di servizio viene dopo l'invio al CPI.", campo="psp_il")
    if dati.psp_il and dati.pad_individuale_il and dati.psp_il < dati.pad_individuale_il:
        raise DominioError("Il patto di servizio viene dopo il PAD individuale.", campo="psp_il")
    for campo in ("pad_individuale_il", "inviato_cpi_il", "psp_il"):
        giorno = getattr(dati, campo)
        if giorno and giorno > al:
            raise DominioError("La data non può essere futura.", campo=campo)


def _verifica_sostituzione(
    cede: ComponenteCaso, assume: ComponenteCaso, motivo: str, dal: datetime.date
) -> None:
    if cede.caso_id != assume.caso_id or cede.pk == assume.pk:
        raise DominioError("Il carico di cura passa a un altro adulto della stessa famiglia.", campo="a")
    if cede.motivo_esonero not in CARICHI_DI_CURA:
        raise DominioError("Questa persona non è esclusa per carichi di cura.")
    if assume.obbligo in (Obbligo.ESCLUSO, Obbligo.VOLONTARIO):
        raise DominioError("Questa persona è già esclusa dagli obblighi per un altro motivo.", campo="a")
    if _minorenne(assume, dal):
        raise DominioError("Il carico di cura passa a una persona maggiorenne.", campo="a")
    if smentita := riscontro_di(assume, cede.motivo_esonero, dal=dal).smentita:
        raise DominioError(smentita, campo="a")
    if not motivo.strip():
        raise DominioError("Scrivi perché cambia chi si prende cura.", campo="motivo")


def _minorenne(componente: ComponenteCaso, al: datetime.date) -> bool:
    nato = componente.persona.data_nascita
    return nato is not None and al < aggiungi_mesi(nato, 12 * MAGGIORE_ETA)


def _applica_esclusione(componente: ComponenteCaso, dati: Esclusione, operatore: Utente) -> None:
    componente.obbligo = Obbligo.ESCLUSO
    componente.motivo_esonero = dati.motivo
    componente.esonero_dal = dati.dal
    componente.esonero_scade_il = dati.scade_il
    componente.prova = dati.prova.strip()
    componente.prova_entro = None if componente.prova else dati.prova_entro
    componente.accertato_da = operatore
    componente.adesione_dal = None


def _svuota_esclusione(componente: ComponenteCaso) -> None:
    componente.motivo_esonero = ""
    componente.motivo_esonero_testo = ""
    componente.esonero_dal = None
    componente.esonero_scade_il = None
    componente.prova = ""
    componente.prova_entro = None
    componente.accertato_da = None


def _salva(
    componente: ComponenteCaso,
    tipo: TipoVariazione,
    *,
    dal: datetime.date,
    operatore: Utente,
    al: datetime.date,
    nota: str = "",
) -> None:
    componente.aggiornato_da = operatore
    componente.save()
    componente.variazioni.create(tipo=tipo, dal=dal, nota=nota[:300], operatore=operatore)
    ricalcola_scadenze(componente.caso, al=al)
