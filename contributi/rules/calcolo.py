"""The amount as lines that anyone can add up: what is asked, for how long, what the limits leave."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contributi.rules.fatti import Fatti, euro, mesi_in_parole


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaCalcolo:
    voce: str
    importo: Decimal
    spiegazione: str

    def come_dati(self) -> dict[str, Any]:
        return {"voce": self.voce, "importo": str(self.importo), "spiegazione": self.spiegazione}


def calcola(fatti: Fatti, *, importo_massimo: Decimal | None) -> tuple[RigaCalcolo, ...]:
    """Lines for the facts that are there; amounts are those proposed, never corrected."""
    righe = [*_proposto(fatti)]
    gia = fatti.importo("gia_concesso_nucleo")
    if gia is not None:
        righe.append(_riga("Già concesso al nucleo", gia, "Per questa misura."))
    if importo_massimo is not None:
        al_mese = fatti.importo("importo_mensile") is not None
        voce, quanto = (
            ("Massimo ammesso al mese", "Ogni mese") if al_mese else ("Massimo ammesso", "In tutto")
        )
        righe.append(_riga(voce, importo_massimo, f"{quanto}, con i limiti della misura."))
    return tuple(righe)


def _proposto(fatti: Fatti) -> tuple[RigaCalcolo, ...]:
    mensile, totale = fatti.importo("importo_mensile"), fatti.importo("importo_totale")
    mesi = fatti.intero("mesi")
    if mensile is None:
        return () if totale is None else (_riga("Totale proposto", totale, "In tutto."),)
    al_mese = _riga("Proposto al mese", mensile, "Come scritto nella proposta.")
    if mesi is None:
        return (al_mese,)
    prodotto = mensile * mesi
    return (al_mese, _riga("Totale proposto", prodotto, f"{euro(mensile)} per {mesi_in_parole(mesi)}."))


def _riga(voce: str, importo: Decimal, spiegazione: str) -> RigaCalcolo:
    return RigaCalcolo(voce=voce, importo=importo, spiegazione=spiegazione)
