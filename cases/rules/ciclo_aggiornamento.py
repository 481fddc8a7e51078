"""The 90-day cycle: when the next update with the social service falls due."""

from __future__ import annotations

from datetime import date, timedelta

from adi_platform.norme.loader import Norme
from cases.rules.valori_termini import FattiAdi, Passo, TipoEvento, in_cifre


def ciclo_90(fatti: FattiAdi, incontro: date, norme: Norme) -> tuple[date | None, tuple[Passo, ...]]:
    """The next update, from the meeting or from its registration as the Ambito reads the norm."""
    durata = norme.valore("adi.aggiornamento_giorni", al=incontro)
    lettura = norme.valore("adi.aggiornamento_decorrenza", al=incontro)
    inizio: date | None = incontro
    if lettura.testo == "data_registrazione":
        inizio = prima_registrazione(fatti, incontro)
    if inizio is None:
        testo = "Il prossimo ciclo parte quando l'incontro è registrato in GePI."
        return None, (Passo(testo=testo, riferimento=lettura.riferimento),)
    fine = inizio + timedelta(days=durata.intero)
    testo = f"Nuovo ciclo: {in_cifre(inizio)} + {durata.intero} giorni = {in_cifre(fine)}."
    return fine, (Passo(testo=testo, riferimento=durata.riferimento),)


def prima_registrazione(fatti: FattiAdi, incontro: date) -> date | None:
    """A registration made before the meeting belongs to something else."""
    dopo = (giorno for giorno in fatti.giorni_di(TipoEvento.REGISTRAZIONE) if giorno >= incontro)
    return min(dopo, default=None)
