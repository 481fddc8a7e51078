"""What may be asked inside the project: the help is defined in the PAI, with its amount and mode (UTDA art. 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from adi_platform.norme.esito import Esito, Livello, Motivo
from adi_platform.norme.valori import Valore
from contributi.rules.fatti import euro, mesi_in_parole
from contributi.rules.misura import Progetto

BLOCCA = "blocca"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sostegno:
    """Of a PAI or of a request. `importo` in euro, monthly when `mesi` is given; empty where the PAI is silent."""

    misura: str = ""
    misura_nome: str = ""
    importo: Decimal | None = None
    mesi: int | None = None
    modo: str = ""
    modo_nome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiaChiesto:
    """Another request on the same PAI: its number in the register, and the whole it takes, in euro."""

    numero: str
    totale: Decimal


def dentro_il_pai(
    previsto: Sostegno,
    chiesto: Sostegno,
    *,
    progetto: Progetto,
    firmato: bool,
    lettura: Valore,
    gia: Sequence[GiaChiesto] = (),
) -> Esito:
    """Each excess, with the name of the field it regards as its code. Less than the PAI foresees is inside.

    A PAI still being written binds for what it already says. `lettura`: whether another mode of payment is
    refused or only said (artt. 10 and 11 leave room). `gia`: what counts together with this request.
    """
    if not progetto.richiesto:
        return Esito()
    altro_modo = Livello.NON_AMMISSIBILE if lettura.testo == BLOCCA else Livello.AVVISO
    motivi = tuple(
        Motivo(
            codice=campo,
            testo=testo,
            articolo=progetto.articolo,
            livello=altro_modo if campo == "modo" else Livello.NON_AMMISSIBILE,
        )
        for campo, testo in _eccessi(previsto, chiesto, firmato, gia)
    )
    return Esito(motivi=motivi, parametri=(lettura,))


def _eccessi(
    previsto: Sostegno, chiesto: Sostegno, firmato: bool, gia: Sequence[GiaChiesto]
) -> Iterator[tuple[str, str]]:
    if not previsto.misura:
        if firmato:
            yield "misura", "Il PAI è firmato e non prevede un sostegno economico."
        return
    if previsto.misura != chiesto.misura:
        yield "misura", f"Il PAI prevede «{previsto.misura_nome}»."
    if previsto.importo is not None:
        yield from _quanto(previsto.importo, previsto.mesi, chiesto)
        yield from _insieme(previsto.importo * (previsto.mesi or 1), chiesto, gia)
    if previsto.modo and previsto.modo != chiesto.modo:
        yield "modo", f"Il PAI prevede «{previsto.modo_nome}»."


def _quanto(importo: Decimal, mesi: int | None, chiesto: Sostegno) -> Iterator[tuple[str, str]]:
    if chiesto.importo is not None and chiesto.importo > importo:
        yield "importo", f"Il PAI prevede al massimo {euro(importo)}{' al mese' if mesi else ' in tutto'}."
    if (chiesto.mesi or 1) > (mesi or 1):
        durata = f"{mesi_in_parole(mesi)} al massimo" if mesi else "un contributo in una volta sola"
        yield "mesi", f"Il PAI prevede {durata}."


def _insieme(totale: Decimal, chiesto: Sostegno, gia: Sequence[GiaChiesto]) -> Iterator[tuple[str, str]]:
    """Together with the other requests on the same PAI, within its whole."""
    usato = sum((g.totale for g in gia), Decimal(0))
    if gia and chiesto.importo is not None and usato + chiesto.importo * (chiesto.mesi or 1) > totale:
        elenco = ", ".join(f"{euro(g.totale)} con la domanda n. {g.numero}" for g in gia)
        restano = euro(max(totale - usato, Decimal(0)))
        testo = f"Il PAI prevede {euro(totale)} in tutto. Contano già {elenco}: ne restano {restano}."
        yield "importo", testo
