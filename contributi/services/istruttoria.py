"""The istruttoria of a request: facts, table, corrections with a reason, sections reviewed by a person."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.documenti.contenuto import impronta_del_contenuto
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.norme.esito import Livello
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from contributi.enums import STATI_APERTI_ALL_ISTRUTTORIA, StatoRichiesta
from contributi.models import CorrezioneIstruttoria, Richiesta, SpuntaIstruttoria
from contributi.rules.esame import FATTO_MANCANTE
from contributi.rules.fatti import Fatti
from contributi.rules.istruttoria import Istruttoria, RigaIstruttoria, istruisci
from contributi.rules.lettura_requisito import fatti_del_requisito
from contributi.rules.letture_misura import Letture
from contributi.rules.misura import FattoRichiesto, MisuraLetta, Origine
from contributi.services.dati_istruttoria import dati_documenti, dati_domanda, dati_situazione
from contributi.services.documenti_richiesti import prepara_documenti
from contributi.services.fatti_richiesta import Importi, fatti_da_chiedere, fatti_di
from contributi.services.misure import misura_letta
from contributi.services.situazione import AiutiDellAnno, aiuti_dell_anno

MODIFICABILI = (StatoRichiesta.PROTOCOLLATA, *STATI_APERTI_ALL_ISTRUTTORIA, StatoRichiesta.RINVIATA)


class Sezione(TextChoices):
    """Parts of the istruttoria, each reviewed and ticked before the proposal."""

    DOMANDA = "domanda", "Domanda e bisogno"
    SITUAZIONE = "situazione", "Situazione economica e aiuti dell'anno"
    DOCUMENTI = "documenti", "Documenti"
    REQUISITI = "requisiti", "Requisiti e calcolo"


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaEsaminata:
    """A line of the table with the correction that stands on it, if any.

    `superabile` is the article by which one may go past it: only what the regulation says «di norma». A fact or a
    paper that is missing is asked; what is forbidden goes on as a derogation (art. 18).
    """

    riga: RigaIstruttoria
    correzione: CorrezioneIstruttoria | None
    superabile: str

    @property
    def ferma(self) -> bool:
        """It still stops the proposal."""
        return self.riga.esito is Livello.DA_INTEGRARE and self.correzione is None

    @property
    def vieta(self) -> bool:
        return self.riga.esito is Livello.NON_AMMISSIBILE and self.correzione is None

    @property
    def da_superare(self) -> bool:
        """To grant, somebody must first say why the rule that holds «di norma» does not hold here."""
        return bool(self.superabile) and self.correzione is None


@dataclass(kw_only=True)
class EsameRichiesta:
    """Everything that the page of the istruttoria shows, computed once."""

    richiesta: Richiesta
    letta: MisuraLetta
    istruttoria: Istruttoria
    aiuti: AiutiDellAnno
    al: datetime.date

    @cached_property
    def righe(self) -> list[RigaEsaminata]:
        correzioni = {
            (c.codice, c.motivo_calcolato, c.impronta): c
            for c in self.richiesta.correzioni.filter(ritirata_il__isnull=True).select_related("operatore")
        }
        esaminate = []
        for riga in self.istruttoria.righe:
            superabile = superabile_per(self.letta, riga.codice, riga.motivo)
            correzione = correzioni.get((riga.codice, riga.motivo, impronta_riga(riga)))
            esaminate.append(
                RigaEsaminata(riga=riga, correzione=correzione if superabile else None, superabile=superabile)
            )
        return esaminate

    @cached_property
    def impronte(self) -> dict[str, str]:
        """What each section shows, as an imprint: a tick on something else does not count."""
        return {sezione: impronta_del_contenuto(dati) for sezione, dati in self.sezioni.items()}

    @cached_property
    def sezioni(self) -> dict[str, dict[str, Any]]:
        return {
            Sezione.DOMANDA: dati_domanda(self.richiesta),
            Sezione.SITUAZIONE: dati_situazione(self.richiesta, self.aiuti),
            Sezione.DOCUMENTI: {"documenti": dati_documenti(self.richiesta, self.al)},
            Sezione.REQUISITI: {
                "righe": [riga.come_dati() for riga in self.istruttoria.righe],
                "calcolo": [riga.come_dati() for riga in self.istruttoria.calcolo],
                "correzioni": [r.correzione.motivazione for r in self.righe if r.correzione],
            },
        }

    @cached_property
    def spunte(self) -> dict[str, SpuntaIstruttoria]:
        """The ticks that still hold."""
        righe = self.richiesta.spunte.select_related("rivista_da")
        return {s.sezione: s for s in righe if s.impronta == self.impronte.get(s.sezione)}

    @property
    def vietata(self) -> bool:
        return any(riga.vieta for riga in self.righe)

    @property
    def mancanze(self) -> list[str]:
        """Why it cannot be proposed yet, in words."""
        testi = [f"{r.riga.requisito}: {r.riga.spiegazione}" for r in self.righe if r.ferma]
        if self.richiesta.situazione.mezzi_da_dichiarare:
            testi.append("L'ISEE è zero: serve la dichiarazione sui mezzi di sostentamento (art. 16).")
        testi += [f"{fatto.etichetta}: scrivi da dove risulta." for fatto in self.senza_prova]
        testi += [f"Da rivedere: {s.label.lower()}." for s in Sezione if s not in self.spunte]
        return testi

    @property
    def senza_prova(self) -> list[FattoRichiesto]:
        """Facts that decide, written without saying where they come from."""
        decisivi = {c for r in self.letta.requisiti for c in fatti_del_requisito(r, {})}
        return [
            fatto
            for fatto in fatti_da_chiedere(self.letta)
            if fatto.origine is Origine.OPERATORE
            and fatto.codice in decisivi & self.istruttoria.fatti.keys()
            and not Fatti(self.istruttoria.fatti).prova(fatto.codice).strip()
        ]


def superabile_per(letta: MisuraLetta, codice: str, motivo: str) -> str:
    """The article by which a line may be overcome; empty when it may not, as when a fact is missing."""
    requisito = letta.requisito(codice)
    return requisito.superabile if requisito and motivo not in ("", FATTO_MANCANTE) else ""


def esamina(richiesta: Richiesta, *, al: datetime.date, importi: Importi | None = None) -> EsameRichiesta:
    """Examine the request today, with its amounts or with those proposed.

    Raises DominioError when a fact cannot be read.
    """
    letta = misura_letta(richiesta.misura)
    norme = norme_dell_ambito(richiesta.ambito_id)
    letture = Letture.da_norme(norme, al=richiesta.data_domanda or al)
    istruttoria = istruisci(letta, fatti_di(richiesta, letta, al=al, importi=importi), al=al, letture=letture)
    return EsameRichiesta(
        richiesta=richiesta,
        letta=letta,
        istruttoria=istruttoria,
        aiuti=aiuti_dell_anno(richiesta, al=al),
        al=al,
    )


@transaction.atomic
def salva_fatti(
    *, richiesta: Richiesta, attesa: int, fatti: Mapping[str, Any], operatore: Utente
) -> Richiesta:
    """Write the facts that a person collects, each `{"valore", "prova"}`, and the papers that follow from them.

    Raises ConflittoDiVersione when somebody saved the request meanwhile.
    """
    riga = Richiesta.blocca_versione(pk=richiesta.pk, attesa=attesa)
    if riga.stato not in (StatoRichiesta.BOZZA, *MODIFICABILI):
        raise DominioError("L'istruttoria è stata presentata: per cambiarla ritira la proposta.")
    ammessi = {f.codice for f in fatti_da_chiedere(misura_letta(riga.misura))}
    riga.fatti = {codice: voce for codice, voce in fatti.items() if codice in ammessi}
    riga.aggiornato_da = operatore
    riga.save()
    prepara_documenti(riga)
    return riga


@transaction.atomic
def correggi_riga(
    *,
    richiesta: Richiesta,
    codice: str,
    motivo: str,
    motivazione: str,
    operatore: Utente,
    al: datetime.date,
) -> CorrezioneIstruttoria:
    """Go past a rule that holds «di norma», with a written reason that goes with the proposal.

    It takes a second person: never who follows the case or wrote the PAI, whatever the account.
    """
    riga = _da_lavorare(richiesta)
    if operatore.persona_fisica in _chi_propone(riga):
        raise DominioError("Lo supera un'altra persona: chi segue il caso non può farlo da sé.")
    if not motivazione.strip():
        raise DominioError("Scrivi perché.", campo="motivazione")
    trovata = next(
        (r for r in esamina(riga, al=al).righe if (r.riga.codice, r.riga.motivo) == (codice, motivo)), None
    )
    if trovata is None:
        raise ConflittoDiVersione("L'esito di questo requisito è cambiato: rileggilo.")
    if not trovata.superabile:
        rimedio = (
            "la via è la deroga, decisa dal Dirigente (art. 18)."
            if trovata.riga.esito is Livello.NON_AMMISSIBILE
            else "ciò che manca si chiede alla persona."
        )
        raise DominioError(f"Questo esito non si supera con una motivazione: {rimedio}")
    for vecchia in riga.correzioni.filter(codice=codice, motivo_calcolato=motivo, ritirata_il__isnull=True):
        vecchia.ritirata_il = timezone.now()
        vecchia.save(update_fields=["ritirata_il"])
    return CorrezioneIstruttoria.objects.create(
        richiesta=riga,
        codice=codice,
        motivo_calcolato=motivo,
        esito_calcolato=trovata.riga.esito.value,
        impronta=impronta_riga(trovata.riga),
        motivazione=motivazione.strip(),
        operatore=operatore,
    )


@transaction.atomic
def ritira_correzione(*, correzione: CorrezioneIstruttoria) -> None:
    """The line counts again as it was calculated; the reason stays readable."""
    _da_lavorare(correzione.richiesta)
    riga = blocca(correzione)
    if riga.ritirata_il is None:
        riga.ritirata_il = timezone.now()
        riga.save()


@transaction.atomic
def segna_rivista(
    *, richiesta: Richiesta, sezione: str, impronta: str, operatore: Utente, al: datetime.date
) -> SpuntaIstruttoria:
    """Tick a section as reviewed. Raises ConflittoDiVersione when it is not what the person saw."""
    riga = _da_lavorare(richiesta)
    if sezione not in Sezione.values:
        raise DominioError("Questa parte non c'è.")
    if esamina(riga, al=al).impronte[sezione] != impronta:
        raise ConflittoDiVersione("Nel frattempo questa parte è cambiata: rileggila prima di segnarla.")
    spunta, _ = SpuntaIstruttoria.objects.update_or_create(
        richiesta=riga, sezione=sezione, defaults={"impronta": impronta, "rivista_da": operatore}
    )
    return spunta


def impronta_riga(riga: RigaIstruttoria) -> str:
    return impronta_del_contenuto(riga.come_dati())


def _chi_propone(richiesta: Richiesta) -> set[UUID]:
    pai = richiesta.pai
    seguono = (richiesta.assistente, richiesta.caso.case_manager, pai.case_manager if pai else None)
    return {utente.persona_fisica for utente in seguono if utente is not None}


def _da_lavorare(richiesta: Richiesta) -> Richiesta:
    riga = blocca(richiesta)
    if riga.stato not in STATI_APERTI_ALL_ISTRUTTORIA:
        raise DominioError("L'istruttoria non è aperta: avviala, oppure ritira la proposta.")
    return riga
