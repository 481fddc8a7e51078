"""The simpler clocks of the AdI: a start, a length, what fulfils them, what is proposed at the end.

D2, D3, D5-D7, D9-D14 and the seven days of school are rows of one table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.norme.errori import ParametroSenzaValore
from adi_platform.norme.loader import Norme
from adi_platform.termini.calcolo import Termine, Unita, scadenza
from adi_platform.termini.spiegazione import spiega
from cases.rules.ciclo_aggiornamento import ciclo_90
from cases.rules.valori_termini import (
    Effetto,
    FattiAdi,
    Passo,
    Regola,
    Stato,
    TermineAdi,
    TipoEvento,
    in_cifre,
    richiesto,
)

INCONTRI = (TipoEvento.INCONTRO, TipoEvento.PRESENTAZIONE_SPONTANEA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scadenza:
    """One row: the parameter with the length, the fulfilling events, the effect proposed at the end."""

    durata: str
    adempimenti: tuple[TipoEvento, ...]
    effetto: Effetto


SCADENZE: Mapping[Regola, Scadenza] = MappingProxyType(
    {
        Regola.CONVOCAZIONE: Scadenza(
            durata="adi.convocazione_giorni",
            adempimenti=(TipoEvento.CONVOCAZIONE_INVIATA, *INCONTRI),
            effetto=Effetto.AVVISO_INTERNO,
        ),
        Regola.FIRMA_PAIS: Scadenza(
            durata="adi.pais_firma_giorni",
            adempimenti=(TipoEvento.PAIS_SOTTOSCRITTO,),
            effetto=Effetto.AVVISO_INTERNO,
        ),
        Regola.AGGIORNAMENTO: Scadenza(
            durata="adi.aggiornamento_giorni", adempimenti=INCONTRI, effetto=Effetto.SOSPENSIONE
        ),
        Regola.PATTO_SERVIZIO: Scadenza(
            durata="adi.psp_giorni",
            adempimenti=(TipoEvento.PSP_SOTTOSCRITTO,),
            effetto=Effetto.AVVISO_INTERNO,
        ),
        Regola.AGGIORNAMENTO_CPI: Scadenza(
            durata="adi.aggiornamento_cpi_giorni",
            adempimenti=(TipoEvento.AGGIORNAMENTO_CPI,),
            effetto=Effetto.SOSPENSIONE,
        ),
        Regola.SEGUITO_RINNOVO: Scadenza(
            durata="adi.rinnovo_seguito_giorni", adempimenti=INCONTRI, effetto=Effetto.AVVISO_INTERNO
        ),
        Regola.VERIFICA_ANAGRAFICA: Scadenza(
            durata="adi.verifica_anagrafica_giorni",
            adempimenti=(TipoEvento.RISPOSTA,),
            effetto=Effetto.RESPONSABILITA_PERSONALE,
        ),
        Regola.SEGNALAZIONE: Scadenza(
            durata="adi.segnalazione_giorni",
            adempimenti=(TipoEvento.SEGNALAZIONE_INVIATA,),
            effetto=Effetto.RESPONSABILITA_PERSONALE,
        ),
        Regola.COM_ESTESO: Scadenza(
            durata="adi.com_esteso_giorni",
            adempimenti=(TipoEvento.COMUNICAZIONE,),
            effetto=Effetto.SEGNALAZIONE_DECADENZA,
        ),
        Regola.AVVIO_LAVORO: Scadenza(
            durata="adi.lavoro_comunicazione_giorni",
            adempimenti=(TipoEvento.COMUNICAZIONE,),
            effetto=Effetto.SOSPENSIONE,
        ),
        Regola.NUOVA_DSU: Scadenza(
            durata="adi.nuova_dsu_mesi",
            adempimenti=(TipoEvento.COMUNICAZIONE,),
            effetto=Effetto.SEGNALAZIONE_DECADENZA,
        ),
        Regola.SCUOLA: Scadenza(
            durata="adi.scuola_regolarizzazione_giorni",
            adempimenti=(TipoEvento.REGOLARIZZAZIONE,),
            effetto=Effetto.SOSPENSIONE,
        ),
    }
)

FRASI: Mapping[Effetto, str] = MappingProxyType(
    {
        Effetto.AVVISO_INTERNO: "Avviso interno all'ufficio: nessun effetto sul beneficio.",
        Effetto.SOSPENSIONE: "Il beneficio può essere sospeso da INPS finché non si adempie.",
        Effetto.SEGNALAZIONE_DECADENZA: "Si propone la segnalazione sentita la persona: decide INPS.",
        Effetto.RESPONSABILITA_PERSONALE: "Può risponderne chi doveva provvedere: farlo subito.",
    }
)


def calcola_scadenza(regola: Regola, fatti: FattiAdi, *, al: date, norme: Norme) -> TermineAdi:
    """Any clock of the table. A start before the norm existed gives a clock that is not due."""
    inizio = richiesto(fatti.iniziale, "la data da cui parte il termine")
    try:
        durata = norme.valore(SCADENZE[regola].durata, al=inizio)
    except ParametroSenzaValore as mancanza:
        return _norma_assente(regola, inizio, mancanza.messaggio)
    termine = Termine(
        inizio=inizio, quanti=durata.intero, unita=Unita(durata.unita.value), riferimento=durata.riferimento
    )
    fine = scadenza(termine)
    passo = Passo(
        testo=f"Evento iniziale il {in_cifre(inizio)}, giorno iniziale escluso. {in_cifre(inizio)} + "
        f"{durata.intero} {_unita(termine)} = {in_cifre(fine)}, nessuno slittamento per festivi.",
        riferimento=durata.riferimento,
    )
    adempimento = _adempimento(_adempimenti(regola, inizio, norme), inizio, fatti)
    calcolato = chiudi(regola, SCADENZE[regola].effetto, inizio, fine, adempimento, passo, al=al)
    return replace(calcolato, righe=spiega(termine), parametri=(durata,))


def calcola_aggiornamento(fatti: FattiAdi, *, al: date, norme: Norme) -> TermineAdi:
    """D5: not due for who goes to the CPI or is excluded; an unjustified absence changes the effect."""
    incontro = richiesto(fatti.iniziale, "la data dell'incontro di partenza")
    lettura = norme.valore("adi.aggiornamento_decorrenza", al=incontro)
    registrato = fatti.ultimo(TipoEvento.REGISTRAZIONE_INIZIALE)
    inizio = registrato if registrato and lettura.testo == "data_registrazione" else incontro
    if motivo := _perche_non_dovuto(fatti):
        passo = Passo(testo=motivo, riferimento=lettura.riferimento)
        return TermineAdi(
            regola=Regola.AGGIORNAMENTO,
            stato=Stato.NON_DOVUTO,
            effetto=Effetto.NESSUNO,
            giorno_iniziale=inizio,
            passi=(passo,),
            parametri=(lettura,),
        )
    calcolato = calcola_scadenza(Regola.AGGIORNAMENTO, replace(fatti, iniziale=inizio), al=al, norme=norme)
    calcolato = replace(calcolato, parametri=(*calcolato.parametri, lettura))
    fatto = _adempimento(INCONTRI, inizio, fatti)
    if fatto:
        successiva, passi = ciclo_90(fatti, fatto, norme)
        return replace(calcolato, scadenza_successiva=successiva, passi=(*calcolato.passi, *passi))
    return _con_assenza(calcolato, fatti)


def calcola_segnalazione(fatti: FattiAdi, *, al: date, norme: Norme) -> TermineAdi:
    """D11: ten days from knowledge, with the days on which to warn the office."""
    calcolato = calcola_scadenza(Regola.SEGNALAZIONE, fatti, al=al, norme=norme)
    inizio = richiesto(fatti.iniziale, "la data in cui il fatto è stato conosciuto")
    giorni = norme.valore("adi.segnalazione_avvisi", al=inizio)
    avvisi = tuple(inizio + timedelta(days=int(giorno)) for giorno in giorni.elenco)
    return replace(calcolato, avvisi=avvisi, parametri=(*calcolato.parametri, giorni))


def calcola_avvio_lavoro(fatti: FattiAdi, *, al: date, norme: Norme) -> TermineAdi:
    """D13: first the payment stops, then, after more months from the start, the right may lapse."""
    calcolato = calcola_scadenza(Regola.AVVIO_LAVORO, fatti, al=al, norme=norme)
    inizio = richiesto(fatti.iniziale, "la data di avvio del lavoro")
    mesi = norme.valore("adi.lavoro_decadenza_mesi", al=inizio)
    limite = aggiungi_mesi(inizio, mesi.intero)
    calcolato = replace(calcolato, parametri=(*calcolato.parametri, mesi))
    if calcolato.stato is not Stato.SCADUTO or al <= limite:
        return calcolato
    testo = f"Nessuna comunicazione entro {mesi.intero} mesi dall'avvio ({in_cifre(limite)}). "
    passo = Passo(testo=testo + FRASI[Effetto.SEGNALAZIONE_DECADENZA], riferimento=mesi.riferimento)
    return replace(calcolato, effetto=Effetto.SEGNALAZIONE_DECADENZA, passi=(*calcolato.passi, passo))


def chiudi(
    regola: Regola,
    effetto: Effetto,
    inizio: date,
    fine: date,
    adempimento: date | None,
    passo: Passo,
    *,
    al: date,
) -> TermineAdi:
    """State, days left and proposed effect of a clock whose deadline is known."""
    if adempimento:
        stato = Stato.ADEMPIUTO if adempimento <= fine else Stato.ADEMPIUTO_IN_RITARDO
        quando = "nei termini" if stato is Stato.ADEMPIUTO else "dopo la scadenza, nessun effetto residuo"
        testo = f"Adempimento il {in_cifre(adempimento)}: {quando}."
    elif al <= fine:
        stato, testo = Stato.IN_CORSO, f"Al {in_cifre(al)} giorni restanti: {(fine - al).days}."
    else:
        stato = Stato.SCADUTO
        testo = f"Al {in_cifre(al)} termine scaduto, giorni di ritardo: {(al - fine).days}. {FRASI[effetto]}"
    return TermineAdi(
        regola=regola,
        stato=stato,
        effetto=effetto if stato is Stato.SCADUTO else Effetto.NESSUNO,
        giorno_iniziale=inizio,
        scadenza=fine,
        giorni_residui=None if adempimento else (fine - al).days,
        passi=(passo, Passo(testo=testo, riferimento=passo.riferimento)),
    )


def _norma_assente(regola: Regola, inizio: date, messaggio: str) -> TermineAdi:
    return TermineAdi(
        regola=regola,
        stato=Stato.NON_DOVUTO,
        effetto=Effetto.NESSUNO,
        giorno_iniziale=inizio,
        passi=(Passo(testo=messaggio, riferimento=SCADENZE[regola].durata),),
    )


def _adempimenti(regola: Regola, inizio: date, norme: Norme) -> tuple[TipoEvento, ...]:
    if regola is Regola.FIRMA_PAIS:
        lettura = norme.valore("adi.pais_firma_lettura", al=inizio)
        return INCONTRI if lettura.testo == "valutazione" else SCADENZE[regola].adempimenti
    return SCADENZE[regola].adempimenti


def _adempimento(tipi: tuple[TipoEvento, ...], inizio: date, fatti: FattiAdi) -> date | None:
    """The first fulfilling event. A meeting on the starting day is the starting meeting itself."""
    giorni = [g for g in fatti.giorni_di(*tipi) if g > inizio or tipi != INCONTRI]
    return min(giorni, default=None)


def _perche_non_dovuto(fatti: FattiAdi) -> str | None:
    base = "L'obbligo presso i servizi sociali non riguarda"
    if fatti.attivabile:
        return f"{base} i componenti attivabili al lavoro, che vanno al Centro per l'impiego."
    escluso = fatti.ultimo(TipoEvento.ESCLUSO_MONITORAGGIO)
    if escluso:
        return f"{base} i nuclei esclusi dal monitoraggio: esclusione del {in_cifre(escluso)}."
    return None


def _con_assenza(calcolato: TermineAdi, fatti: FattiAdi) -> TermineAdi:
    assente = fatti.ultimo(TipoEvento.ASSENZA_INGIUSTIFICATA)
    if calcolato.stato is not Stato.SCADUTO or assente is None:
        return calcolato
    testo = (
        f"Assenza senza giustificato motivo il {in_cifre(assente)}. {FRASI[Effetto.SEGNALAZIONE_DECADENZA]}"
    )
    passo = Passo(testo=testo, riferimento="DL 48/2023 art. 8 c. 6")
    return replace(calcolato, effetto=Effetto.SEGNALAZIONE_DECADENZA, passi=(*calcolato.passi, passo))


def _unita(termine: Termine) -> str:
    if termine.unita is Unita.MESI:
        return "mesi (giorno corrispondente o ultimo del mese)"
    return "giorni di calendario" if termine.unita is Unita.GIORNI else "giorni lavorativi"
