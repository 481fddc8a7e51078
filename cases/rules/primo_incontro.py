"""D1 and D8: 120 days for the first meeting, from the PAD or from the renewal application.

It proposes what follows at the expiry; INPS decides, after a person has confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from adi_platform.calendario.mesi import inizio_mese_successivo
from adi_platform.norme.loader import Norme
from adi_platform.norme.valori import Valore
from adi_platform.termini.calcolo import Termine, TermineCalcolato, calcola
from adi_platform.termini.sospensioni import Interruzione
from adi_platform.termini.spiegazione import spiega
from cases.rules.ciclo_aggiornamento import ciclo_90, prima_registrazione
from cases.rules.pagamento_adi import Pagamento, pagamento
from cases.rules.valori_termini import (
    Effetto,
    Evento,
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
ASSENZE = (TipoEvento.APPUNTAMENTO_MANCATO, TipoEvento.ASSENZA_INGIUSTIFICATA)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Avvio:
    """Where the count starts, and why."""

    giorno: date
    durata: Valore
    passo: Passo
    parametri: tuple[Valore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conseguenza:
    effetto: Effetto = Effetto.NESSUNO
    decorrenza: date | None = None
    pagamento: Pagamento | None = None
    passi: tuple[Passo, ...] = ()


def calcola_primo_incontro(fatti: FattiAdi, *, al: date, norme: Norme) -> TermineAdi:
    return _calcola(Regola.PRIMO_INCONTRO, _avvio_prima_domanda(fatti, norme), fatti, al, norme)


def calcola_rinnovo(fatti: FattiAdi, *, al: date, norme: Norme) -> TermineAdi:
    return _calcola(Regola.RINNOVO, _avvio_rinnovo(fatti, norme), fatti, al, norme)


def _avvio_prima_domanda(fatti: FattiAdi, norme: Norme) -> _Avvio:
    pad = richiesto(fatti.data_pad, "la data del PAD del nucleo")
    lettura = norme.valore("adi.primo_incontro_decorrenza", al=fatti.data_domanda or pad)
    if lettura.testo == "trasmissione":
        giorno = richiesto(fatti.data_trasmissione, "la data di trasmissione al Comune in GePI")
        che_cosa = "trasmissione al Comune in GePI"
    else:
        giorno, che_cosa = pad, "PAD del nucleo"
    return _avvio("adi.primo_incontro_giorni", giorno, che_cosa, norme, lettura)


def _avvio_rinnovo(fatti: FattiAdi, norme: Norme) -> _Avvio:
    if fatti.nucleo_invariato:
        giorno = richiesto(fatti.iniziale, "la data della domanda di rinnovo")
        return _avvio("adi.rinnovo_incontro_giorni", giorno, "domanda di rinnovo, nucleo invariato", norme)
    giorno = richiesto(fatti.data_pad, "la data del nuovo PAD del nucleo")
    return _avvio("adi.rinnovo_incontro_giorni", giorno, "nuovo PAD, nucleo variato", norme)


def _avvio(chiave: str, giorno: date, che_cosa: str, norme: Norme, *altri: Valore) -> _Avvio:
    durata = norme.valore(chiave, al=giorno)
    fine = giorno + timedelta(days=durata.intero)
    passo = Passo(
        testo=f"Decorrenza: {che_cosa}, {in_cifre(giorno)}, giorno iniziale escluso. {in_cifre(giorno)} + "
        f"{durata.intero} giorni di calendario = {in_cifre(fine)}, nessuno slittamento per festivi.",
        riferimento=durata.riferimento,
    )
    return _Avvio(giorno=giorno, durata=durata, passo=passo, parametri=(durata, *altri))


def _calcola(regola: Regola, avvio: _Avvio, fatti: FattiAdi, al: date, norme: Norme) -> TermineAdi:
    adempimento = min(fatti.giorni_di(*INCONTRI), default=None)
    ripartenza = norme.valore("adi.ripartenza_giustificato_motivo", al=avvio.giorno)
    termine = Termine(
        inizio=avvio.giorno,
        quanti=avvio.durata.intero,
        riferimento=avvio.durata.riferimento,
        interruzioni=_ripartenze(fatti, adempimento or al, ripartenza),
    )
    calcolato = calcola(termine)
    stato = _stato(calcolato.scadenza, adempimento, al)
    conseguenza = _conseguenza(stato, calcolato, adempimento, fatti, norme)
    successiva, passi_successivi = _ciclo_successivo(fatti, adempimento, norme)
    versato = conseguenza.pagamento
    return TermineAdi(
        regola=regola,
        stato=stato,
        effetto=conseguenza.effetto,
        giorno_iniziale=avvio.giorno,
        scadenza=calcolato.scadenza,
        giorni_residui=None if adempimento else (calcolato.scadenza - al).days,
        decorrenza_effetto=conseguenza.decorrenza,
        mese_pagamento=versato.mese if versato else None,
        mesi_arretrati=versato.mesi_arretrati if versato else None,
        scadenza_successiva=successiva,
        passi=(
            avvio.passo,
            *_passi_ripartenza(calcolato),
            _passo_stato(stato, calcolato, adempimento, al),
            *conseguenza.passi,
            *passi_successivi,
        ),
        righe=spiega(termine),
        parametri=(*avvio.parametri, ripartenza, *((versato.parametro,) if versato else ())),
    )


def _ripartenze(fatti: FattiAdi, entro: date, lettura: Valore) -> tuple[Interruzione, ...]:
    """Each justified absence starts a new term. The absence, not the paperwork, must fall in the term."""
    risultato = []
    for registrato in fatti.giorni_di(TipoEvento.GIUSTIFICATO_MOTIVO):
        if registrato > entro:
            continue
        assenze = [giorno for giorno in fatti.giorni_di(*ASSENZE) if giorno <= registrato]
        assenza = max(assenze, default=registrato)
        riparte = assenza if lettura.testo == "data_appuntamento_mancato" else registrato
        risultato.append(
            Interruzione(
                evento=assenza,
                fine=riparte,
                causa=f"giustificato motivo registrato il {in_cifre(registrato)}",
                riferimento=lettura.riferimento,
            )
        )
    return tuple(risultato)


def _passi_ripartenza(calcolato: TermineCalcolato) -> tuple[Passo, ...]:
    quanti = calcolato.termine.quanti
    return tuple(
        Passo(
            testo=f"{i.causa.capitalize()}: nuovi {quanti} giorni dal {in_cifre(i.ultimo_giorno)}, "
            f"scadenza {in_cifre(i.ultimo_giorno + timedelta(days=quanti))}.",
            riferimento=i.riferimento,
        )
        for i in calcolato.interruzioni
    )


def _stato(scadenza: date, adempimento: date | None, al: date) -> Stato:
    if adempimento:
        return Stato.ADEMPIUTO if adempimento <= scadenza else Stato.ADEMPIUTO_IN_RITARDO
    return Stato.IN_CORSO if al <= scadenza else Stato.SCADUTO


def _passo_stato(stato: Stato, calcolato: TermineCalcolato, adempimento: date | None, al: date) -> Passo:
    if adempimento:
        esito = "nei termini" if stato is Stato.ADEMPIUTO else "dopo la scadenza"
        testo = f"Incontro il {in_cifre(adempimento)}: {esito}."
    elif stato is Stato.IN_CORSO:
        testo = f"Al {in_cifre(al)} giorni restanti: {(calcolato.scadenza - al).days}."
    else:
        testo = (
            f"Al {in_cifre(al)} il termine è scaduto, giorni di ritardo: {(al - calcolato.scadenza).days}."
        )
    return Passo(testo=testo, riferimento=calcolato.termine.riferimento)


def _conseguenza(
    stato: Stato, calcolato: TermineCalcolato, incontro: date | None, fatti: FattiAdi, norme: Norme
) -> _Conseguenza:
    if incontro is not None:
        return _dopo_l_incontro(calcolato, incontro, fatti, norme)
    return _alla_scadenza(calcolato, fatti) if stato is Stato.SCADUTO else _prima_della_scadenza(fatti)


def _prima_della_scadenza(fatti: FattiAdi) -> _Conseguenza:
    """No effect yet, but an unjustified absence has its own ten days (D11): the office must know."""
    if not any(evento.tipo is TipoEvento.ASSENZA_INGIUSTIFICATA for evento in _assenze_aperte(fatti)):
        return _Conseguenza()
    testo = "Assenza senza giustificato motivo: i giorni per segnalarla corrono da quando è conosciuta."
    return _Conseguenza(passi=(Passo(testo=testo, riferimento="DL 48/2023 art. 8"),))


def _assenze_aperte(fatti: FattiAdi) -> list[Evento]:
    """Absences that came after the last justified one."""
    giustificati = fatti.ultimo(TipoEvento.GIUSTIFICATO_MOTIVO)
    return [
        evento
        for evento in fatti.eventi
        if evento.tipo in ASSENZE and (giustificati is None or evento.giorno > giustificati)
    ]


def _alla_scadenza(calcolato: TermineCalcolato, fatti: FattiAdi) -> _Conseguenza:
    aperte = _assenze_aperte(fatti)
    riferimento = calcolato.termine.riferimento
    if not aperte:
        dal = inizio_mese_successivo(calcolato.scadenza)
        testo = f"Nessun incontro nel termine: sospensione dal mese dopo la scadenza, {in_cifre(dal)}."
        passo = Passo(testo=testo, riferimento=riferimento)
        return _Conseguenza(effetto=Effetto.SOSPENSIONE, decorrenza=dal, passi=(passo,))
    if any(evento.tipo is TipoEvento.ASSENZA_INGIUSTIFICATA for evento in aperte):
        testo = "Assenza senza giustificato motivo: si propone la segnalazione, decide INPS."
        passo = Passo(testo=testo, riferimento="DL 48/2023 art. 8 c. 6")
        return _Conseguenza(effetto=Effetto.SEGNALAZIONE_DECADENZA, passi=(passo,))
    testo = "C'è un'assenza non ancora valutata: sentire la persona e registrare se il motivo la giustifica."
    return _Conseguenza(
        effetto=Effetto.ASSENZA_DA_VALUTARE, passi=(Passo(testo=testo, riferimento=riferimento),)
    )


def _dopo_l_incontro(
    calcolato: TermineCalcolato, incontro: date, fatti: FattiAdi, norme: Norme
) -> _Conseguenza:
    """Only the registration in GePI lifts a suspension that has already begun."""
    registrazione = prima_registrazione(fatti, incontro)
    if registrazione is None:
        testo = "L'incontro non risulta ancora registrato in GePI: il pagamento segue la registrazione."
        return _Conseguenza(passi=(Passo(testo=testo, riferimento=calcolato.termine.riferimento),))
    esito = pagamento(registrazione=registrazione, scadenza=calcolato.scadenza, norme=norme)
    if not esito.mese_toccato:
        return _Conseguenza()
    return _Conseguenza(
        effetto=Effetto.RIATTIVAZIONE,
        decorrenza=esito.inizio_sospensione,
        pagamento=esito,
        passi=(esito.passo,),
    )


def _ciclo_successivo(
    fatti: FattiAdi, adempimento: date | None, norme: Norme
) -> tuple[date | None, tuple[Passo, ...]]:
    if adempimento is None or not fatti.monitoraggio:
        return None, ()
    return ciclo_90(fatti, adempimento, norme)
