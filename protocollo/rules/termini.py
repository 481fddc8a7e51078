"""By when the other side should answer, from the state of a referral. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from adi_platform.norme.errori import ParametroSenzaValore
from adi_platform.norme.loader import Norme
from adi_platform.termini.calcolo import Termine, scadenza
from adi_platform.termini.spiegazione import Riga, spiega

# Kind and state of the referral -> the dated parameter with its days. No row: nothing is awaited.
DURATE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("patto_servizio", "inviato"): "adi.psp_giorni",
        ("patto_servizio", "convocato"): "adi.psp_giorni",
        ("patto_servizio", "non_presentato"): "adi.psp_giorni",
        ("patto_servizio", "sottoscritto"): "adi.aggiornamento_cpi_giorni",
        ("presa_in_carico", "inviato"): "rete.presa_in_carico_giorni",
        ("presa_in_carico", "in_valutazione"): "rete.presa_in_carico_giorni",
        ("certificazione", "inviato"): "adi.svantaggio_validazione_giorni",
        ("frequenza", "inviato"): "rete.frequenza_giorni",
        ("frequenza", "irregolare"): "adi.scuola_regolarizzazione_giorni",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermineInvio:
    """The last useful day, with its explanation. `giorni` and `riferimento` are those used."""

    inizio: date
    entro: date
    giorni: int
    riferimento: str
    righe: tuple[Riga, ...]


def termine_dell_invio(tipo: str, stato: str, *, inizio: date, norme: Norme) -> TermineInvio | None:
    """None when in that state nothing is awaited, or when the norm was not there yet."""
    chiave = DURATE.get((tipo, stato))
    if chiave is None:
        return None
    try:
        durata = norme.valore(chiave, al=inizio)
    except ParametroSenzaValore:
        return None
    termine = Termine(inizio=inizio, quanti=durata.intero, riferimento=durata.riferimento)
    return TermineInvio(
        inizio=inizio,
        entro=scadenza(termine),
        giorni=durata.intero,
        riferimento=durata.riferimento,
        righe=spiega(termine),
    )
