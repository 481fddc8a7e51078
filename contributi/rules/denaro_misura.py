"""What the money needs from the file of a measure (`Misura.contenuto`): limits of renewal, goods of vouchers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from contributi.rules.rinnovi import LimitiRinnovo


@dataclass(frozen=True, slots=True, kw_only=True)
class ClasseMerce:
    """What a voucher may buy, with what it may not (`nota`)."""

    codice: str
    nome: str
    nota: str = ""

    def come_dati(self) -> dict[str, str]:
        return {"codice": self.codice, "nome": self.nome, "nota": self.nota}


def limiti_rinnovo(contenuto: Mapping[str, Any], *, rinnovi_massimi: int) -> LimitiRinnovo:
    """`rinnovi_massimi` is the dated setting (A13), used when the file does not say its own number."""
    requisiti = {r.get("tipo"): r for r in _misura(contenuto).get("requisiti", []) if isinstance(r, Mapping)}
    rinnovo, ciclo, pausa = (requisiti.get(tipo) for tipo in ("rinnovo", "ciclo", "interruzione"))
    articoli = [_articolo(r) for r in (rinnovo, ciclo, pausa) if r]
    return LimitiRinnovo(
        rinnovi_massimi=_parametro(rinnovo, "massimi", rinnovi_massimi) if rinnovo else None,
        mesi_ciclo=_parametro(ciclo, "massimo", None),
        mesi_interruzione=_parametro(pausa, "mesi", None),
        articolo=articoli[0] if articoli else "",
    )


def merci(
    contenuto: Mapping[str, Any], *, fatti: Mapping[str, Any] = MappingProxyType({})
) -> tuple[ClasseMerce, ...]:
    """Goods classes of the vouchers, in the order of the file: those asked, all when nobody chose."""
    misura = _misura(contenuto)
    scelte: set[str] = set()
    for requisito in misura.get("requisiti", []):
        parametri = requisito.get("parametri", {}) if isinstance(requisito, Mapping) else {}
        if parametri.get("elenco") == "beni":
            scelte |= set(fatti.get(str(parametri.get("fatto")), {}).get("valore") or ())
    return tuple(
        ClasseMerce(codice=str(b["codice"]), nome=str(b["nome"]), nota=str(b.get("nota", "")))
        for b in misura.get("beni", [])
        if not scelte or b["codice"] in scelte
    )


def _misura(contenuto: Mapping[str, Any]) -> Mapping[str, Any]:
    misure = contenuto.get("misure") or [{}]
    prima: Mapping[str, Any] = misure[0]
    return prima


def _parametro(requisito: Mapping[str, Any] | None, nome: str, altrimenti: int | None) -> int | None:
    valore = (requisito or {}).get("parametri", {}).get(nome, altrimenti)
    return int(valore) if valore is not None else None


def _articolo(requisito: Mapping[str, Any]) -> str:
    articolo = requisito.get("articolo", "")
    return articolo if isinstance(articolo, str) else ", ".join(articolo)
