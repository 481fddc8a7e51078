"""ISEE attestations of a household: recorded side by side, never silently chosen."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.ricerca.testo import pulisci_testo
from cases.enums import StatoISEE, TipoISEE
from cases.models import AttestazioneISEE, Nucleo


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiISEE:
    """An attestation as the office reads it on paper."""

    tipo: str = TipoISEE.ORDINARIO
    valore: Decimal | None = None
    ise: Decimal | None = None
    isr: Decimal | None = None
    isp: Decimal | None = None
    scala: Decimal | None = None
    protocollo: str = ""
    presentata_il: datetime.date | None = None
    rilasciata_il: datetime.date | None = None
    scade_il: datetime.date | None = None
    stato: str = StatoISEE.REGOLARE
    omissioni: str = ""
    da_confermare: bool = False


@transaction.atomic
def registra_isee(
    *, nucleo: Nucleo, operatore: Utente | None, al: datetime.date, dati: DatiISEE
) -> AttestazioneISEE:
    """Add an attestation to a household."""
    attestazione = AttestazioneISEE(nucleo=nucleo)
    return _scrivi(attestazione, dati, operatore=operatore, al=al)


@transaction.atomic
def correggi_isee(
    *, attestazione: AttestazioneISEE, operatore: Utente | None, al: datetime.date, dati: DatiISEE
) -> AttestazioneISEE:
    """Correct an attestation; the version before stays in its history."""
    riga = AttestazioneISEE.objects.select_for_update(of=("self",)).get(pk=attestazione.pk)
    return _scrivi(riga, dati, operatore=operatore, al=al)


def _scrivi(
    riga: AttestazioneISEE, dati: DatiISEE, *, operatore: Utente | None, al: datetime.date
) -> AttestazioneISEE:
    _controlla(dati, al=al)
    for nome, valore in _valori(dati).items():
        setattr(riga, nome, valore)
    riga.scade_il = dati.scade_il or scadenza_prevista(dati.tipo, dati.presentata_il)
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def _valori(dati: DatiISEE) -> dict[str, Any]:
    nomi = DatiISEE.__dataclass_fields__
    valori = {nome: getattr(dati, nome) for nome in nomi}
    valori["protocollo"] = pulisci_testo(dati.protocollo).upper()
    valori["omissioni"] = pulisci_testo(dati.omissioni, piu_righe=True)
    return valori


def _controlla(dati: DatiISEE, *, al: datetime.date) -> None:
    if dati.presentata_il and dati.presentata_il > al:
        raise DominioError("La DSU non può essere presentata in futuro.", campo="presentata_il")
    if dati.rilasciata_il and dati.presentata_il and dati.rilasciata_il < dati.presentata_il:
        raise DominioError("L'attestazione viene dopo la presentazione della DSU.", campo="rilasciata_il")
    if dati.scade_il and dati.presentata_il and dati.scade_il < dati.presentata_il:
        raise DominioError("La scadenza non può venire prima della DSU.", campo="scade_il")
    if dati.stato == StatoISEE.CON_ANNOTAZIONI and not dati.omissioni.strip():
        raise DominioError("Scrivi quali omissioni o difformità riporta l'attestazione.", campo="omissioni")


def scadenza_prevista(tipo: str, presentata_il: datetime.date | None) -> datetime.date | None:
    """31 December of the year of the DSU. The corrente one is on its attestation: nothing is guessed."""
    if presentata_il is None or tipo == TipoISEE.CORRENTE:
        return None
    return datetime.date(presentata_il.year, 12, 31)
