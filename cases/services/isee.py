"""ISEE attestations of a household: recorded side by side, never silently chosen."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.ricerca.testo import pulisci_testo
from cases.enums import StatoISEE, TipoISEE
from cases.models import AttestazioneISEE, Nucleo
from cases.services.scadenze import ricalcola_scadenze_del_nucleo

LUNGHEZZA_MOTIVO = 300
SEGNI_DELL_UFFICIO = ("da_confermare", "stato", "omissioni")


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
    attestazione = _scrivi(AttestazioneISEE(nucleo=nucleo), dati, operatore=operatore, al=al)
    ricalcola_scadenze_del_nucleo(nucleo, al=al)
    return attestazione


@transaction.atomic
def correggi_isee(
    *,
    attestazione: AttestazioneISEE,
    operatore: Utente | None,
    al: datetime.date,
    dati: DatiISEE,
    motivo: str = "",
) -> AttestazioneISEE:
    """Complete an attestation, or change what was written, with a reason; the version before stays in its history.

    Raises DominioError on `motivo` when something already written changes and nobody says why.
    """
    riga, perche = _da_toccare(attestazione), pulisci_testo(motivo)
    if _cambia_qualcosa_di_scritto(riga, dati) and not perche:
        raise DominioError("Cambi un dato già scritto: scrivi perché.", campo="motivo")
    riga._change_reason = perche[:100] or None  # type: ignore[attr-defined]  # read by simple_history
    riga = _scrivi(riga, dati, operatore=operatore, al=al)
    ricalcola_scadenze_del_nucleo(riga.nucleo, al=al)
    return riga


@transaction.atomic
def annulla_isee(
    *, attestazione: AttestazioneISEE, motivo: str, operatore: Utente, al: datetime.date
) -> AttestazioneISEE:
    """It should not have been written: it stays with its reason, and counts for nothing from now on."""
    riga = _annulla(_da_toccare(attestazione), motivo=motivo, operatore=operatore)
    riga.save()
    ricalcola_scadenze_del_nucleo(riga.nucleo, al=al)
    return riga


@transaction.atomic
def sostituisci_isee(
    *, attestazione: AttestazioneISEE, motivo: str, operatore: Utente, al: datetime.date, dati: DatiISEE
) -> AttestazioneISEE:
    """Another attestation takes the place of this one. Returns the new one."""
    riga = _annulla(_da_toccare(attestazione), motivo=motivo, operatore=operatore)
    riga.save()
    nuova = _scrivi(AttestazioneISEE(nucleo=riga.nucleo), dati, operatore=operatore, al=al)
    riga.sostituita_da = nuova
    riga.save()
    ricalcola_scadenze_del_nucleo(riga.nucleo, al=al)
    return nuova


def _cambia_qualcosa_di_scritto(riga: AttestazioneISEE, dati: DatiISEE) -> bool:
    """A fact of the paper that was there and now is another; the marks of the office may come and go."""
    valori = _valori(dati)
    return any(
        getattr(riga, nome) not in (None, "", valori[nome])
        for nome in valori
        if nome not in SEGNI_DELL_UFFICIO
    )


def _da_toccare(attestazione: AttestazioneISEE) -> AttestazioneISEE:
    """The row, locked; one already annulled is not touched any more."""
    righe = AttestazioneISEE.objects.select_for_update(of=("self",)).select_related("nucleo")
    riga = righe.get(pk=attestazione.pk)
    if riga.annullata:
        raise DominioError("Questa attestazione è già annullata: ricarica la pagina del nucleo.")
    return riga


def _annulla(riga: AttestazioneISEE, *, motivo: str, operatore: Utente) -> AttestazioneISEE:
    perche = pulisci_testo(motivo)
    if not perche:
        raise DominioError("Scrivi perché l'attestazione non vale.", campo="motivo")
    if len(perche) > LUNGHEZZA_MOTIVO:
        raise DominioError(
            f"Il motivo è troppo lungo: al massimo {LUNGHEZZA_MOTIVO} caratteri.", campo="motivo"
        )
    riga.annullata_il, riga.annullata_da = timezone.now(), operatore
    riga.motivo_annullamento, riga.aggiornato_da = perche, operatore
    riga.da_confermare = False
    return riga


def _scrivi(
    riga: AttestazioneISEE, dati: DatiISEE, *, operatore: Utente | None, al: datetime.date
) -> AttestazioneISEE:
    _controlla(dati, al=al)
    _gia_scritta(riga, dati)
    for nome, valore in _valori(dati).items():
        setattr(riga, nome, valore)
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def _gia_scritta(riga: AttestazioneISEE, dati: DatiISEE) -> None:
    """The same attestation is written once: same DSU, or without a DSU same kind, value and day."""
    valide = AttestazioneISEE.objects.valide()
    altre = valide.filter(nucleo_id=riga.nucleo_id, tipo=dati.tipo).exclude(pk=riga.pk)
    protocollo = pulisci_testo(dati.protocollo).upper()
    if protocollo:
        altre = altre.filter(protocollo=protocollo)
    else:
        altre = altre.filter(protocollo="", valore=dati.valore, presentata_il=dati.presentata_il)
    if altre.exists():
        raise DominioError(
            "Questa attestazione è già scritta nel nucleo: se qualcosa è cambiato, correggi quella.",
            campo="protocollo" if protocollo else "valore",
        )


def _valori(dati: DatiISEE) -> dict[str, Any]:
    nomi = DatiISEE.__dataclass_fields__
    valori = {nome: getattr(dati, nome) for nome in nomi}
    valori["protocollo"] = pulisci_testo(dati.protocollo).upper()
    valori["omissioni"] = pulisci_testo(dati.omissioni, piu_righe=True)
    valori["scade_il"] = dati.scade_il or scadenza_prevista(dati.tipo, dati.presentata_il)
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
    if dati.valore is None and not dati.protocollo.strip() and dati.presentata_il is None:
        raise DominioError(
            "L'attestazione è vuota: scrivi almeno l'ISEE, il protocollo o il giorno della DSU.",
            campo="valore",
        )


def scadenza_prevista(tipo: str, presentata_il: datetime.date | None) -> datetime.date | None:
    """31 December of the year of the DSU. The corrente one is on its attestation: nothing is guessed."""
    if presentata_il is None or tipo == TipoISEE.CORRENTE:
        return None
    return datetime.date(presentata_il.year, 12, 31)
