"""Clocks tied to a calendar day: the notices for a PUC, and when a new application is possible."""

from __future__ import annotations

from datetime import date, timedelta

from adi_platform.calendario.mesi import Mese
from adi_platform.norme.loader import Norme
from adi_platform.termini.calcolo import Termine, Unita, scadenza
from adi_platform.termini.spiegazione import spiega
from cases.rules.scadenze_adi import chiudi
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

MESI_DEL_TRIMESTRE = 3


def calcola_avviso_puc(regola: Regola, fatti: FattiAdi, *, al: date, norme: Norme) -> TermineAdi:
    """INAIL must know by the day before the start, and by the day after the end."""
    evento = richiesto(fatti.iniziale, "la data di inizio o di fine del PUC")
    inizio = regola is Regola.PUC_INIZIO
    chiave = "puc.avviso_inizio_giorni" if inizio else "puc.avviso_fine_giorni"
    giorni = norme.valore(chiave, al=evento)
    fine = evento + timedelta(days=-giorni.intero if inizio else giorni.intero)
    verso = "prima" if inizio else "dopo"
    passo = Passo(
        testo=f"Evento: {in_cifre(evento)}. Comunicazione entro {giorni.intero} giorno {verso}: "
        f"{in_cifre(fine)}.",
        riferimento=giorni.riferimento,
    )
    fatto = min(fatti.giorni_di(TipoEvento.COMUNICAZIONE), default=None)
    return chiudi(regola, Effetto.AVVISO_INTERNO, evento, fine, fatto, passo, al=al)


def calcola_trimestre_puc(fatti: FattiAdi, *, al: date, norme: Norme) -> TermineAdi:
    """The quarter is paid in the month after its end."""
    evento = richiesto(fatti.iniziale, "una data del trimestre")
    trimestre = (evento.month - 1) // MESI_DEL_TRIMESTRE + 1
    giorno = norme.valore("puc.pagamento_trimestre_giorno", al=evento)
    fine = Mese(evento.year, trimestre * MESI_DEL_TRIMESTRE).piu(1).giorno(giorno.intero)
    passo = Passo(
        testo=f"Trimestre {trimestre}/{evento.year}: pagamento entro il giorno {giorno.intero} "
        f"del mese successivo, {in_cifre(fine)}.",
        riferimento=giorno.riferimento,
    )
    fatto = min(fatti.giorni_di(TipoEvento.PAGAMENTO), default=None)
    return chiudi(Regola.PUC_TRIMESTRE, Effetto.AVVISO_INTERNO, evento, fine, fatto, passo, al=al)


def calcola_riammissione(fatti: FattiAdi, *, al: date, norme: Norme) -> TermineAdi:
    """A new application is possible from the day after the months have passed."""
    inizio = richiesto(fatti.iniziale, "la data della decadenza")
    mesi = norme.valore("adi.riammissione_mesi", al=inizio)
    termine = Termine(inizio=inizio, quanti=mesi.intero, unita=Unita.MESI, riferimento=mesi.riferimento)
    fine = scadenza(termine)
    prima = fine + timedelta(days=1)
    testo = (
        f"Decadenza il {in_cifre(inizio)}: {mesi.intero} mesi (giorno corrispondente o ultimo del mese) "
        f"fino al {in_cifre(fine)}. Nuova domanda possibile dal {in_cifre(prima)}."
    )
    return TermineAdi(
        regola=Regola.RIAMMISSIONE,
        stato=Stato.IN_ATTESA if al <= fine else Stato.DOMANDA_AMMESSA,
        effetto=Effetto.NUOVA_DOMANDA_POSSIBILE,
        giorno_iniziale=inizio,
        scadenza=fine,
        giorni_residui=(fine - al).days,
        decorrenza_effetto=prima,
        passi=(Passo(testo=testo, riferimento=mesi.riferimento),),
        righe=spiega(termine),
        parametri=(mesi,),
    )
