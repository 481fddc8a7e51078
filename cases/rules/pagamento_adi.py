"""D4: from the day of registration in GePI to the month of payment and the arrears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from adi_platform.calendario.mesi import Mese, inizio_mese_successivo
from adi_platform.norme.loader import Norme
from adi_platform.norme.valori import Valore
from cases.rules.valori_termini import (
    FattiAdi,
    Passo,
    Regola,
    Stato,
    TermineAdi,
    TipoEvento,
    in_cifre,
    richiesto,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagamento:
    """When INPS pays after a registration, and how many suspended months come back."""

    mese: Mese
    inizio_sospensione: date
    mesi_arretrati: int
    mese_toccato: bool
    passo: Passo
    parametro: Valore


def pagamento(*, registrazione: date, scadenza: date, norme: Norme) -> Pagamento:
    """`mese_toccato`: the suspension had already begun when the office registered."""
    ultimo = norme.valore("adi.giorno_registrazione", al=registrazione)
    in_tempo = registrazione.day <= ultimo.intero
    mese = Mese.di(registrazione).piu(0 if in_tempo else 1)
    inizio = inizio_mese_successivo(scadenza)
    arretrati = max(0, mese.distanza_da(Mese.di(inizio)))
    quando = "entro il" if in_tempo else "dopo il"
    passo = Passo(
        testo=f"Registrazione in GePI il {in_cifre(registrazione)} ({quando} giorno {ultimo.intero}): "
        f"pagamento di {mese.nome}. Sospensione dal {in_cifre(inizio)}, mensilità arretrate: {arretrati}.",
        riferimento=ultimo.riferimento,
    )
    return Pagamento(
        mese=mese,
        inizio_sospensione=inizio,
        mesi_arretrati=arretrati,
        mese_toccato=registrazione >= inizio,
        passo=passo,
        parametro=ultimo,
    )


def calcola_registrazione(fatti: FattiAdi, norme: Norme) -> TermineAdi:
    """D4: `iniziale` is the registration, the event `scadenza_120` the term already expired."""
    registrazione = richiesto(fatti.iniziale, "la data di registrazione in GePI")
    scadenza = richiesto(fatti.ultimo(TipoEvento.SCADENZA_120), "la scadenza dei 120 giorni")
    esito = pagamento(registrazione=registrazione, scadenza=scadenza, norme=norme)
    return TermineAdi(
        regola=Regola.REGISTRAZIONE,
        stato=Stato.REGISTRATO,
        giorno_iniziale=registrazione,
        decorrenza_effetto=esito.inizio_sospensione,
        mese_pagamento=esito.mese,
        mesi_arretrati=esito.mesi_arretrati,
        passi=(esito.passo,),
        parametri=(esito.parametro,),
    )
