"""The host of a traineeship: how many trainees it may have, by its size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contributi.rules.esame import Campo, Contesto, Esame, TipoCampo, TipoRequisito, solo
from contributi.rules.letture_misura import Arrotondamento, PostiRia

CENTO = 100


def ospitante(contesto: Contesto) -> Esame:
    """There must be a free place; the free ordinary places count only in the reading that adds them."""
    fatti = contesto.fatti
    dipendenti = fatti.intero("dipendenti")
    if dipendenti is None:
        return solo(contesto.manca("dipendenti"))
    posti = posti_per(dipendenti, contesto)
    if contesto.letture.posti_ria is PostiRia.CUMULABILI:
        posti = max(0, posti * 2 - (fatti.intero("tirocinanti_ordinari") or 0))
    occupati = fatti.intero("tirocinanti_ria") or 0
    letti = ("dipendenti", "tirocinanti_ordinari", "tirocinanti_ria")
    if occupati >= posti:
        quanti = f"{posti} {'tirocinante' if posti == 1 else 'tirocinanti'} R.I.A."
        riga = contesto.motivo("OSPITANTE", f"Chi ospita può avere {quanti} e ne ha già {occupati}.", *letti)
    else:
        riga = contesto.in_regola(f"Posti {posti}, occupati {occupati}.", *letti)
    return Esame(riscontri=(riga,), posti_massimi=posti)


def posti_per(dipendenti: int, contesto: Contesto) -> int:
    """Places of one kind: ordinary and RIA ones are as many."""
    fasce: tuple[Mapping[str, Any], ...] = contesto.parametri["fasce"]
    fascia = next(f for f in fasce if f.get("fino_a") is None or dipendenti <= f["fino_a"])
    if "posti" in fascia:
        return int(fascia["posti"])
    prodotto = dipendenti * int(fascia["percento"])
    if contesto.letture.arrotondamento is Arrotondamento.ECCESSO:
        return -(-prodotto // CENTO)
    return prodotto // CENTO


TIPI = {
    "ospitante": TipoRequisito(
        descrizione="Limiti numerici di chi ospita il tirocinio",
        valuta=ospitante,
        campi={"fasce": Campo(tipo=TipoCampo.FASCE)},
        fatti=("dipendenti", "tirocinanti_ordinari", "tirocinanti_ria"),
        motivi=("OSPITANTE",),
    ),
}
