"""The deadline that drives each invented case, written plainly: the demo computes the real ones."""

import datetime
from typing import Any

from cases.enums import TipoScadenza
from cases.popolamento.contesto import Contesto
from cases.popolamento.scene import Scena

GIORNI_INCONTRO = 120
GIORNI_VERIFICA = 90
GIORNI_PATTO = 60


def scadenza_di(caso: int, scena: Scena, contesto: Contesto) -> tuple[Any, ...] | None:
    """Columns of Scadenza, or nothing for a case that has ended."""
    principale = _principale(scena, contesto)
    if principale is None:
        return None
    tipo, titolo, inizio, entro = principale
    perche = f"{(entro - inizio).days} giorni dal {inizio:%d/%m/%Y}"
    return (caso, str(tipo), str(tipo), titolo, entro, inizio, perche, "")


def passo_di(caso: int, scena: Scena, contesto: Contesto) -> tuple[Any, ...] | None:
    """Columns of ProssimoPasso."""
    principale = _principale(scena, contesto)
    return (caso, principale[1], principale[3], "") if principale else None


def _principale(
    scena: Scena, contesto: Contesto
) -> tuple[TipoScadenza, str, datetime.date, datetime.date] | None:
    if scena.stato in {"chiuso", "trasferito"}:
        return None
    if scena.incontro is None:
        return _da(
            TipoScadenza.PRIMO_INCONTRO, "Fissare il primo incontro", contesto.fa(scena.pad), GIORNI_INCONTRO
        )
    if scena.patto is None:
        return _da(TipoScadenza.PATTO, "Sottoscrivere il Patto", contesto.fa(scena.incontro), GIORNI_PATTO)
    ultima = contesto.fa(min((*scena.verifiche, scena.incontro)))
    return _da(TipoScadenza.MONITORAGGIO, "Verifica dei 90 giorni", ultima, GIORNI_VERIFICA)


def _da(
    tipo: TipoScadenza, titolo: str, inizio: datetime.date, giorni: int
) -> tuple[TipoScadenza, str, datetime.date, datetime.date]:
    return tipo, titolo, inizio, inizio + datetime.timedelta(days=giorni)
