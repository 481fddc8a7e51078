"""Acts of the Analisi preliminare: start, write, correct.

D.Lgs. 147/2017 art. 5; finalised it is immutable, a rettifica is a new version (dominio 2.1).
"""

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from cases.enums import StatoAnalisi
from cases.models import AnalisiPreliminare, CasoAdi, EsitoAnalisi, ModuloAnalisi, Persona, SezioneAnalisi
from cases.rules.analisi.modulo import ADULTO, MINORE, Modulo, leggi_modulo
from cases.rules.analisi.risposte import esiti_incompatibili, si_mostra, suggerimenti
from cases.signals import analisi_iniziata
from cases.transizioni import TABELLA_CASO

CONTENUTO_DI_PARTENZA = Path(__file__).resolve().parent.parent / "contenuti" / "analisi_preliminare.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scelta:
    """An outcome chosen for the household (`persona_id` None) or for a member."""

    codice: str
    persona_id: int | None


def carica_modulo(*, contenuto: Mapping[str, Any], ambito: Ambito | None = None) -> ModuloAnalisi:
    """Store a code table, once. Raises ModuloNonValido when it is wrong."""
    modulo = leggi_modulo(contenuto)
    testo = json.dumps(contenuto, sort_keys=True, ensure_ascii=False, default=str)
    impronta = hashlib.sha256(f"{ambito.pk if ambito else ''}:{testo}".encode()).hexdigest()
    riga, _ = ModuloAnalisi.objects.get_or_create(
        sha256=impronta,
        defaults={"ambito": ambito, "versione": modulo.versione, "contenuto": json.loads(testo)},
    )
    return riga


def modulo_corrente(ambito: Ambito) -> ModuloAnalisi:
    """The last form of the Ambito, or the starting one."""
    proprio = ModuloAnalisi.objects.filter(ambito=ambito).order_by("-creato_il").first()
    return proprio or carica_modulo(contenuto=_contenuto_di_partenza())


@lru_cache(maxsize=1)
def _contenuto_di_partenza() -> dict[str, Any]:
    contenuto: dict[str, Any] = yaml.load(
        CONTENUTO_DI_PARTENZA.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return contenuto


@lru_cache(maxsize=16)
def _modulo_letto(pk: int) -> Modulo:
    return leggi_modulo(ModuloAnalisi.objects.get(pk=pk).contenuto)


def analisi_di(caso: CasoAdi) -> list[AnalisiPreliminare]:
    """All the versions, the latest first: read once for each page that shows the case."""
    righe = AnalisiPreliminare.objects.select_related("aggiornato_da", "finalizzata_da").order_by("-numero")
    prefetch_related_objects([caso], Prefetch("analisi", righe))
    return list(caso.analisi.all())


def modulo_di(analisi: AnalisiPreliminare) -> Modulo:
    """The form with which the analysis was written (a stored form never changes)."""
    return _modulo_letto(analisi.modulo_id)


def soggetto_di(persona: Persona, *, al: datetime.date) -> str:
    """Adult or minor on the day `al`; without a birth date the person is treated as an adult."""
    if persona.data_nascita is None:
        return ADULTO
    nato = persona.data_nascita
    anni = al.year - nato.year - ((al.month, al.day) < (nato.month, nato.day))
    return ADULTO if anni >= 18 else MINORE


@transaction.atomic
def inizia_analisi(*, caso: CasoAdi, operatore: Utente, al: datetime.date) -> AnalisiPreliminare:
    """Open the analysis of a case. Raises DominioError when one is already open or concluded."""
    caso = blocca(caso)
    if caso.analisi.exists():
        raise DominioError("L'analisi di questo caso è già stata iniziata.")
    esegui_mossa(caso, TABELLA_CASO, "avvia_analisi", operatore=operatore)
    analisi = AnalisiPreliminare.objects.create(
        caso=caso,
        modulo=modulo_corrente(caso.ambito),
        iniziata_il=al,
        aggiornato_da=operatore,
    )
    analisi_iniziata.send(
        sender=AnalisiPreliminare, caso=analisi.caso, analisi=analisi, operatore=operatore, al=al
    )
    return analisi


@transaction.atomic
def salva_sezione(
    *,
    analisi: AnalisiPreliminare,
    area: str,
    persona: Persona | None,
    risposte: Mapping[str, Any],
    attesa: int,
    operatore: Utente,
    completa: bool | None = None,
) -> SezioneAnalisi:
    """Save the answers to one section, merging over items that the operator may not read.

    `attesa` is the version the form was opened with (0: the section did not exist).
    Raises ConflittoDiVersione when someone saved in between, DominioError when finalised.
    """
    in_bozza(blocca(analisi))
    sezione, nuova = SezioneAnalisi.objects.get_or_create(
        analisi=analisi, area=area, persona=persona, defaults={"aggiornato_da": operatore}
    )
    sezione = SezioneAnalisi.blocca_versione(pk=sezione.pk, attesa=0 if nuova else attesa)
    sezione.risposte = {**sezione.risposte, **risposte}
    if completa is not None:
        sezione.completa = completa
        sezione.motivo_non_rilevata = "" if completa else sezione.motivo_non_rilevata
    sezione.aggiornato_da = operatore
    sezione.save()
    return sezione


@transaction.atomic
def scegli_esiti(
    *, analisi: AnalisiPreliminare, scelte: Sequence[Scelta], motivazione: str, operatore: Utente
) -> None:
    """Replace the outcomes chosen; what was suggested is remembered beside the choice."""
    in_bozza(blocca(analisi))
    modulo = modulo_di(analisi)
    _controlla_esiti(modulo, scelte)
    persone = {None, *analisi.caso.componenti.values_list("persona_id", flat=True)}
    if any(scelta.persona_id not in persone for scelta in scelte):
        raise DominioError("Uno degli esiti riguarda una persona che non è nel nucleo.", campo="esiti")
    suggeriti = {(s.esito, s.persona_id) for s in suggerimenti(modulo, risposte_per_soggetto(analisi))}
    for vecchio in analisi.esiti.all():
        if Scelta(codice=vecchio.codice, persona_id=vecchio.persona_id) not in scelte:
            vecchio.delete()
    for scelta in scelte:
        persona = Persona.objects.get(pk=scelta.persona_id) if scelta.persona_id else None
        EsitoAnalisi.objects.update_or_create(
            analisi=analisi,
            persona=persona,
            codice=scelta.codice,
            defaults={
                "motivazione": motivazione,
                "suggerito": (scelta.codice, scelta.persona_id) in suggeriti,
                "aggiornato_da": operatore,
            },
        )


@transaction.atomic
def rettifica_analisi(
    *, analisi: AnalisiPreliminare, motivo: str, operatore: Utente, al: datetime.date
) -> AnalisiPreliminare:
    """Open a new version that starts from the concluded one, which stays as it was."""
    analisi = blocca(analisi)
    if analisi.stato != StatoAnalisi.FINALIZZATA:
        raise DominioError("Si rettifica solo l'ultima analisi conclusa.")
    if analisi.caso.analisi.filter(stato=StatoAnalisi.BOZZA).exists():
        raise DominioError("C'è già una rettifica in corso.")
    if not motivo.strip():
        raise DominioError("Scrivi perché l'analisi va rettificata.", campo="motivo")
    nuova = AnalisiPreliminare.objects.create(
        caso=analisi.caso,
        numero=analisi.numero + 1,
        modulo=analisi.modulo,
        iniziata_il=al,
        motivo_rettifica=motivo.strip(),
        aggiornato_da=operatore,
    )
    for sezione in analisi.sezioni.all():
        sezione.pk, sezione.analisi, sezione.versione = None, nuova, 0
        sezione.save(force_insert=True)
    for esito in analisi.esiti.all():
        esito.pk, esito.analisi = None, nuova
        esito.save(force_insert=True)
    return nuova


def risposte_per_soggetto(analisi: AnalisiPreliminare) -> dict[int | None, dict[str, Any]]:
    """All the answers, by person (None: the household), without hidden dependent items."""
    raccolte: dict[int | None, dict[str, Any]] = {}
    for sezione in analisi.sezioni.all():
        raccolte.setdefault(sezione.persona_id, {}).update(sezione.risposte)
    modulo = modulo_di(analisi)
    nascoste = {
        persona: {v.codice for v in modulo.voci() if not si_mostra(v, risposte)}
        for persona, risposte in raccolte.items()
    }
    return {
        persona: {codice: r for codice, r in risposte.items() if codice not in nascoste[persona]}
        for persona, risposte in raccolte.items()
    }


def in_bozza(analisi: AnalisiPreliminare) -> None:
    """Raises DominioError once the analysis is concluded."""
    if analisi.stato != StatoAnalisi.BOZZA:
        raise DominioError("L'analisi è conclusa e non si modifica. Per correggerla apri una rettifica.")


def _controlla_esiti(modulo: Modulo, scelte: Sequence[Scelta]) -> None:
    nomi = {e.codice: e for e in modulo.esiti}
    for scelta in scelte:
        esito = nomi.get(scelta.codice)
        a_chi = "nucleo" if scelta.persona_id is None else "componente"
        if esito is None or a_chi not in esito.si_applica_a:
            raise DominioError("Uno degli esiti scelti non si può usare qui.", campo="esiti")
    coppie = esiti_incompatibili(modulo, [s.codice for s in scelte if s.persona_id is None])
    if coppie:
        a, b = (nomi[c].nome for c in coppie[0])
        raise DominioError(f"Per la famiglia scegli «{a}» oppure «{b}», non entrambi.", campo="esiti")
