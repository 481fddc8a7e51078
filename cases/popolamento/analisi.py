"""Invented analyses: plausible answers to every question, sentences visibly made up."""

import datetime
import random
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from adi_platform.base_models.storico import crea_con_storico
from cases.enums import StatoAnalisi, StatoCaso
from cases.models import AnalisiPreliminare, CasoAdi, EsitoAnalisi, Persona, SezioneAnalisi
from cases.popolamento.contesto import Contesto
from cases.rules.analisi.modulo import AREA_ESITO, NUCLEO, Area, Modulo, Voce
from cases.rules.analisi.risposte import suggerimenti
from cases.services.analisi import modulo_corrente, modulo_di, soggetto_di

MOTIVO = "dati inventati della dimostrazione"
FRASI = (
    "Vuole capire da dove cominciare, un passo alla volta.",
    "Conta sull'aiuto della vicina per accompagnare i figli.",
    "Sa cucinare per molte persone e le piace farlo.",
    "Ha lavorato in un magazzino e in una mensa.",
)
FATTI_VERI = "AP.OBBL"  # duties rest on documents: no answer is invented
SENZA_DOCUMENTI = "Esempio: si guarda sui documenti, che in questi dati inventati non ci sono."
RISERVATE = ("AP.PERS.06", "AP.ECON.07", "AP.OBBL.07", "AP.OBBL.09")  # asked in private: left unanswered


def popola_analisi(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """A draft for cases still in analysis, a concluded one for those further on."""
    for caso in casi:
        if caso.analisi.exists():
            continue
        inizio = (
            contesto.fa(20) if caso.stato == StatoCaso.IN_ANALISI else _giorno_dell_incontro(caso, contesto)
        )
        analisi = AnalisiPreliminare.objects.create(
            caso=caso,
            modulo=modulo_corrente(caso.ambito),
            iniziata_il=inizio,
            aggiornato_da=caso.case_manager,
        )
        _rispondi(contesto, analisi, solo_prime=caso.stato == StatoCaso.IN_ANALISI)
        if caso.stato != StatoCaso.IN_ANALISI:
            _concludi(analisi, al=inizio + datetime.timedelta(days=10))


def _giorno_dell_incontro(caso: CasoAdi, contesto: Contesto) -> datetime.date:
    primo = caso.appuntamenti.exclude(esito="").order_by("inizio").first()
    return timezone.localdate(primo.inizio) if primo else contesto.fa(60)


def _rispondi(contesto: Contesto, analisi: AnalisiPreliminare, *, solo_prime: bool) -> None:
    modulo = modulo_di(analisi)
    soggetti: list[tuple[Persona | None, str]] = [(None, NUCLEO)]
    for componente in analisi.caso.componenti.select_related("persona"):
        soggetti.append((componente.persona, soggetto_di(componente.persona, al=contesto.oggi)))
    sezioni = [
        SezioneAnalisi(
            analisi=analisi,
            area=area.codice,
            persona=persona,
            risposte=risposte,
            versione=1,
            completa=not solo_prime or n == 0,
            aggiornato_da=analisi.aggiornato_da,
        )
        for persona, chi in soggetti
        for n, area in enumerate(modulo.aree[:2] if solo_prime else modulo.aree)
        if area.codice != FATTI_VERI and (risposte := _risposte(contesto.rng, area.voci_per(chi)))
    ]
    if not solo_prime:
        sezioni.append(_chiusura(analisi, modulo.esito))
        sezioni += [
            SezioneAnalisi(
                analisi=analisi,
                area=area.codice,
                persona=persona,
                motivo_non_rilevata=SENZA_DOCUMENTI,
                aggiornato_da=analisi.aggiornato_da,
            )
            for persona, chi in soggetti
            for area in modulo.aree
            if area.codice == FATTI_VERI and area.voci_per(chi)
        ]
    crea_con_storico(SezioneAnalisi, sezioni, motivo=MOTIVO, operatore=analisi.aggiornato_da)
    if not solo_prime:
        _esiti(analisi, modulo, sezioni)


def _risposte(rng: random.Random, voci: Sequence[Voce]) -> dict[str, Any]:
    risposte = {}
    for voce in voci:
        non_rilevato = voce.codice in RISERVATE or rng.random() < 0.1
        valore = None if non_rilevato or voce.mostra_se else _valore(rng, voce)
        risposte[voce.codice] = {"valore": valore, "non_rilevato": non_rilevato, "nota": ""}
    return risposte


def _valore(rng: random.Random, voce: Voce) -> str | list[str] | None:
    if voce.opzioni:
        # Answers without worry come first in the lists: the demo has few emergencies.
        codici = [o.codice for o in voce.opzioni if o.codice != "PREF"]
        scelta = codici[min(int(rng.expovariate(1.2)), len(codici) - 1)]
        return [scelta] if voce.multipla else scelta
    if voce.tipo == "scala" and voce.minimo is not None and voce.massimo is not None:
        return str(rng.randint(voce.minimo + 1, voce.massimo))
    if voce.tipo == "testo":
        return rng.choice(FRASI)
    return {"numero": str(rng.randint(1, 4)), "importo": f"{rng.randint(2, 40) * 50}.00"}.get(voce.tipo)


def _chiusura(analisi: AnalisiPreliminare, area: Area) -> SezioneAnalisi:
    prossimo = analisi.iniziata_il + datetime.timedelta(days=21)
    valori = {
        "AP.ESITO.03": "Esempio: le risposte indicano bisogni che si affrontano con un Patto.",
        "AP.ESITO.04": ["NO"],
        "AP.ESITO.06": "SI",
        "AP.ESITO.08": prossimo.isoformat(),
    }
    return SezioneAnalisi(
        analisi=analisi,
        area=AREA_ESITO,
        risposte={c: {"valore": v, "non_rilevato": False, "nota": ""} for c, v in valori.items()},
        versione=1,
        completa=True,
        aggiornato_da=analisi.aggiornato_da,
    )


def _esiti(analisi: AnalisiPreliminare, modulo: Modulo, sezioni: Sequence[SezioneAnalisi]) -> None:
    per_soggetto: dict[int | None, dict[str, Any]] = {}
    for sezione in sezioni:
        per_soggetto.setdefault(sezione.persona_id, {}).update(sezione.risposte)
    scelti = {(s.esito, s.persona_id) for s in suggerimenti(modulo, per_soggetto)}
    if analisi.caso.stato == StatoCaso.ANALIZZATO and ("ESI.C", None) in scelti:
        scelti.discard(("ESI.B", None))
    else:  # an équipe is asked only where the demo stops before the Patto
        scelti = {(c, p) for c, p in scelti if c != "ESI.C"} | {("ESI.B", None)}
    esiti = [
        EsitoAnalisi(
            analisi=analisi, persona_id=p, codice=c, suggerito=True, aggiornato_da=analisi.aggiornato_da
        )
        for c, p in sorted(scelti, key=str)
    ]
    crea_con_storico(EsitoAnalisi, esiti, motivo=MOTIVO, operatore=analisi.aggiornato_da)


def _concludi(analisi: AnalisiPreliminare, *, al: datetime.date) -> None:
    analisi.stato = StatoAnalisi.FINALIZZATA
    analisi.finalizzata_il = timezone.make_aware(datetime.datetime.combine(al, datetime.time(11)))
    analisi.finalizzata_da = analisi.aggiornato_da
    analisi.save()
