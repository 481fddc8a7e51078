"""May this document be settled by this payment? A channelled one goes to who issued the bill (UTDA artt. 10, 11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from adi_platform.calendario.mesi import aggiungi_mesi


@dataclass(frozen=True, slots=True, kw_only=True)
class Carta:
    """An invoice or a bill: the key of who issued it, with the name, and the day written on it."""

    emessa_da: int
    nome: str
    data: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagamento:
    """Who is paid and the period of the concession, both days included; `al` None for a single sum."""

    a_chi: int
    nome: str
    dal: date
    al: date | None
    mesi_prima: int
    mesi_dopo: int


def perche_non_salda(carta: Carta, pagamento: Pagamento, *, oggi: date) -> str:
    """Empty when the payment may settle the document, otherwise why not, in plain Italian."""
    if carta.emessa_da != pagamento.a_chi:
        return f"il documento di spesa è di {carta.nome}, ma il pagamento va a {pagamento.nome}"
    if carta.data > oggi:
        return f"il documento di spesa ha una data futura, {carta.data:%d/%m/%Y}"
    fuori = f"il documento di spesa è del {carta.data:%d/%m/%Y}: per questo contributo valgono quelli"
    prima = aggiungi_mesi(pagamento.dal, -pagamento.mesi_prima)
    if carta.data < prima:
        return f"{fuori} dal {prima:%d/%m/%Y}"
    dopo = aggiungi_mesi(pagamento.al, pagamento.mesi_dopo) if pagamento.al else None
    return f"{fuori} fino al {dopo:%d/%m/%Y}" if dopo and carta.data > dopo else ""
