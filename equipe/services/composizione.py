"""The composition of a team: who is proposed from the analysis, who could sit there, the printed sheet."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from adi_platform.agenda.models import Professionista
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Ente, Incarico, Utente
from cases.enums import StatoAnalisi
from cases.models import CasoAdi
from cases.rules.analisi.risposte import codici_di, in_parole, valore_di
from cases.services.analisi import modulo_di, risposte_per_soggetto
from equipe.documents.composizione import TIPO_COMPOSIZIONE, contesto_composizione
from equipe.models import Equipe, MembroEquipe
from equipe.rules.composizione import PostoProposto, Trovato, bisogni_della_funzione, proponi
from equipe.services.contenuti import nome_funzione, ruoli, tipi_di_ente
from equipe.services.equipe import aggiungi_membro

RUOLI_INTERNI = {"RU.EDU": Ruolo.EDUCATORE, "RU.ASR": Ruolo.ASSISTENTE_SOCIALE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidato:
    """Somebody who could take a place: an account, or a person that the agenda knows by name."""

    chiave: str
    nome: str
    cognome: str
    dove: str
    utente: Utente | None
    ente: Ente | None
    ente_testo: str = ""

    def __str__(self) -> str:
        return f"{self.nome} {self.cognome}, {self.dove}"


def proposta_per(caso: CasoAdi) -> tuple[PostoProposto, ...]:
    """Functions that are missing, with the answers that ask for them. The reader must be the case manager."""
    presenti = MembroEquipe.objects.filter(
        equipe__caso=caso, equipe__sciolta_il__isnull=True, al__isnull=True
    ).values_list("funzione", flat=True)
    dentro = set(presenti) or {"RU.CM"}
    return proponi(tuple(ruoli().values()), _trovati(caso), presenti=dentro)


def bisogni_per(caso: CasoAdi, funzione: str, *, persone: Collection[int]) -> tuple[str, ...]:
    """In words, what the analysis says on those persons that calls for that function (its name or its code)."""
    ruolo = next((r for r in ruoli().values() if funzione in (r.codice, r.nome)), None)
    if ruolo is None or not ruolo.bisogni or not persone:
        return ()
    return bisogni_della_funzione(ruolo, _trovati(caso), persone=persone)


def candidati_per(caso: CasoAdi, posti: Sequence[PostoProposto]) -> dict[str, list[Candidato]]:
    """By function: people of the agenda who have it, then accounts of the bodies that have it."""
    ambito, oggi = caso.ambito, timezone.localdate()
    agenda = Professionista.objects.filter(ambito=ambito, attivo=True).select_related("utente", "ente")
    incarichi = Incarico.objects.attivi(oggi).filter(ambito=ambito, utente__is_active=True)
    account = list(incarichi.select_related("utente__ente").order_by("utente__cognome", "utente__nome", "pk"))
    per_nome = list(agenda.order_by("cognome", "nome", "pk"))
    return {p.funzione: _candidati(p.funzione, per_nome, account, ambito) for p in posti}


@transaction.atomic
def componi(*, equipe: Equipe, scelte: Iterable[tuple[str, Candidato]], operatore: Utente) -> None:
    """Let in, from today, the persons chosen for each function."""
    oggi = max(timezone.localdate(), equipe.costituita_il)
    for funzione, candidato in scelte:
        aggiungi_membro(
            equipe=equipe,
            operatore=operatore,
            funzione=funzione,
            dal=oggi,
            nome=candidato.nome,
            cognome=candidato.cognome,
            ente=candidato.ente,
            ente_testo=candidato.ente_testo,
            utente=candidato.utente,
        )


@transaction.atomic
def prepara_composizione(*, equipe: Equipe, operatore: Utente) -> Documento:
    """The sheet as the team is now; the same composition gives the same document, the earlier ones stay."""
    riga = Equipe.objects.select_related(
        "caso__ambito", "responsabile", "case_manager", "referente_familiare"
    )
    attuale = riga.get(pk=equipe.pk)
    contesto = contesto_composizione(attuale, nome_funzione=nome_funzione)
    testo = json.dumps(contesto, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return richiedi_documento(
        tipo=TIPO_COMPOSIZIONE,
        titolo="Composizione dell'équipe multidisciplinare",
        contesto=contesto,
        ambito=attuale.caso.ambito,
        operatore=operatore,
        chiave=f"{TIPO_COMPOSIZIONE}:{attuale.pk}:{hashlib.sha256(testo.encode()).hexdigest()}",
        caso_id=attuale.caso_id,
        oggetto_tipo=TIPO_COMPOSIZIONE,
        oggetto_id=attuale.pk,
    )


def versioni_della_composizione(equipe: Equipe) -> list[Documento]:
    """The latest first."""
    righe = Documento.objects.filter(oggetto_tipo=TIPO_COMPOSIZIONE, oggetto_id=equipe.pk)
    return list(righe.select_related("lavoro").order_by("-creato_il", "-pk"))


def _trovati(caso: CasoAdi) -> list[Trovato]:
    """The answers of the last analysis that was finished, in words."""
    analisi = caso.analisi.filter(stato=StatoAnalisi.FINALIZZATA).order_by("-numero").first()
    if analisi is None:
        return []
    modulo = modulo_di(analisi)
    return [
        Trovato(
            voce=voce.codice,
            codice=codice,
            testo=f"{voce.domanda} {in_parole(voce, codice)}",
            persona_id=persona,
            sensibilita=voce.sensibilita,
        )
        for persona, risposte in risposte_per_soggetto(analisi).items()
        for voce in modulo.voci()
        for codice in codici_di(valore_di(risposte, voce.codice))
    ]


def _candidati(
    funzione: str, agenda: Sequence[Professionista], account: Sequence[Incarico], ambito: Ambito
) -> list[Candidato]:
    scelti = [
        Candidato(
            chiave=f"p{p.pk}",
            nome=p.nome,
            cognome=p.cognome,
            dove=p.nome_ente or ambito.ente_capofila,
            utente=p.utente,
            ente=p.ente,
            ente_testo="" if p.ente else p.ente_testo or ambito.ente_capofila,
        )
        for p in agenda
        if p.funzione == funzione
    ]
    gia = {c.utente for c in scelti if c.utente}
    for incarico in account:
        if incarico.utente not in gia and _puo_averla(funzione, incarico):
            gia.add(incarico.utente)
            scelti.append(_da_account(incarico.utente, ambito))
    return scelti


def _puo_averla(funzione: str, incarico: Incarico) -> bool:
    ente = incarico.utente.ente
    if ente is None:
        return incarico.ruolo == RUOLI_INTERNI.get(funzione)
    return incarico.ruolo == Ruolo.REFERENTE_PARTNER and ente.tipo in tipi_di_ente(funzione)


def _da_account(utente: Utente, ambito: Ambito) -> Candidato:
    return Candidato(
        chiave=f"u{utente.pk}",
        nome=utente.nome,
        cognome=utente.cognome,
        dove=utente.ente.nome if utente.ente else ambito.ente_capofila,
        utente=utente,
        ente=utente.ente,
        ente_testo="" if utente.ente else ambito.ente_capofila,
    )
