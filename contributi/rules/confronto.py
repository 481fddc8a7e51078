"""What would change if past requests were examined with another version of a measure.

Pure: it reads frozen facts and gives numbers. A request over a limit is refused as it stands; what it would
cost when brought within the limit is counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from adi_platform.norme.esito import Livello
from contributi.rules.fatti import Fatti
from contributi.rules.istruttoria import Istruttoria, istruisci
from contributi.rules.letture_misura import Letture
from contributi.rules.misura import MisuraLetta

# Kinds of requirement that a smaller amount or a shorter time would satisfy.
LIMITI = frozenset({"importo_massimo", "importo_da_lettura", "tetto", "durata_massima", "ciclo"})
ACCOGLIBILI = frozenset({Livello.AMMISSIBILE, Livello.AVVISO})
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RichiestaPassata:
    """A request as it was: its facts, the day and readings of its examination, what came out, its total."""

    richiesta: int
    al: date
    fatti: Mapping[str, Any]
    letture: Letture
    prima: Livello
    motivi_prima: tuple[str, ...]
    totale: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Confronto:
    """One request before and after. `ridotto` is what it would cost within the new limits."""

    richiesta: int
    prima: Livello
    dopo: Livello
    motivi_prima: tuple[str, ...]
    motivi_dopo: tuple[str, ...]
    perche: tuple[str, ...]
    importo_prima: Decimal
    importo_dopo: Decimal
    ridotto: Decimal

    @property
    def cambia(self) -> bool:
        return (self.prima, self.importo_prima) != (self.dopo, self.importo_dopo)

    def come_dati(self) -> dict[str, Any]:
        return {
            "richiesta": self.richiesta,
            "prima": self.prima.value,
            "dopo": self.dopo.value,
            "motivi_prima": list(self.motivi_prima),
            "motivi_dopo": list(self.motivi_dopo),
            "perche": list(self.perche),
            "importo_prima": str(self.importo_prima),
            "importo_dopo": str(self.importo_dopo),
            "ridotto": str(self.ridotto),
        }


def confronta(misura: MisuraLetta, passata: RichiestaPassata) -> Confronto:
    """Examine a past request again. Raises FattoNonValido when its facts cannot be read."""
    istruttoria = istruisci(misura, passata.fatti, al=passata.al, letture=passata.letture)
    dopo = istruttoria.esito.livello
    intero = passata.totale
    return Confronto(
        richiesta=passata.richiesta,
        prima=passata.prima,
        dopo=dopo,
        motivi_prima=passata.motivi_prima,
        motivi_dopo=tuple(motivo.codice for motivo in istruttoria.esito.motivi),
        perche=tuple(f"{motivo.testo} {motivo.articolo}." for motivo in istruttoria.esito.motivi),
        importo_prima=intero if passata.prima in ACCOGLIBILI else ZERO,
        importo_dopo=intero if dopo in ACCOGLIBILI else ZERO,
        ridotto=intero if dopo in ACCOGLIBILI else _nei_limiti(misura, istruttoria, intero),
    )


def _nei_limiti(misura: MisuraLetta, istruttoria: Istruttoria, totale: Decimal) -> Decimal:
    """The total cut to the limits, when the limits are all that is wrong."""
    contrari = [riga for riga in istruttoria.righe if riga.motivo and riga.esito not in ACCOGLIBILI]
    tipi = {requisito.tipo for riga in contrari if (requisito := misura.requisito(riga.codice))}
    if not tipi <= LIMITI:
        return ZERO
    fatti = Fatti(istruttoria.fatti)
    mensile, mesi = fatti.importo("importo_mensile"), fatti.intero("mesi")
    massimo, durata = istruttoria.importo_massimo, istruttoria.durata_massima
    if mensile is None or mesi is None:
        return totale if massimo is None else min(totale, massimo)
    al_mese = mensile if massimo is None else min(mensile, massimo)
    return al_mese * (mesi if durata is None else min(mesi, durata))


@dataclass(frozen=True, slots=True, kw_only=True)
class Riassunto:
    """Numbers of a trial: how many per outcome, how many change, what it costs."""

    esaminate: int
    cambiate: int
    prima: Mapping[str, int]
    dopo: Mapping[str, int]
    spesa_prima: Decimal
    spesa_dopo: Decimal
    spesa_ridotta: Decimal

    def come_dati(self) -> dict[str, Any]:
        return {
            "esaminate": self.esaminate,
            "cambiate": self.cambiate,
            "prima": dict(self.prima),
            "dopo": dict(self.dopo),
            "spesa_prima": str(self.spesa_prima),
            "spesa_dopo": str(self.spesa_dopo),
            "spesa_ridotta": str(self.spesa_ridotta),
        }


def riassumi(confronti: Iterable[Confronto]) -> Riassunto:
    elenco = tuple(confronti)
    prima, dopo = Counter(c.prima for c in elenco), Counter(c.dopo for c in elenco)
    return Riassunto(
        esaminate=len(elenco),
        cambiate=sum(c.cambia for c in elenco),
        prima={livello.value: prima[livello] for livello in Livello},
        dopo={livello.value: dopo[livello] for livello in Livello},
        spesa_prima=sum((c.importo_prima for c in elenco), ZERO),
        spesa_dopo=sum((c.importo_dopo for c in elenco), ZERO),
        spesa_ridotta=sum((c.ridotto for c in elenco), ZERO),
    )
