"""Bars in SVG: measures are attributes, colours are classes, every number is also written as text."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from adi_platform.ui.formati import euro
from adi_platform.ui.riquadri import leggi

LARGHEZZA = 320
SPAZIO = 200
ALTEZZA_BARRA = 16
PASSO_BARRA = 20
TESTA_SERIE = 20
CODA_SERIE = 10


def grafico_barre(titolo: str, serie: Sequence[Any], identificativo: str = "grafico") -> dict[str, Any]:
    """Horizontal bars; the table with the same numbers goes beside it, for who does not see them.

    `serie`: dicts or objects with etichetta and barre; a bar has nome (prima, dopo, ridotta: the class of its
    colour), valore, and euro=True when it is an amount.
    """
    valori = [Decimal(leggi(barra, "valore", 0)) for gruppo in serie for barra in leggi(gruppo, "barre", ())]
    massimo = max(valori, default=Decimal(0))
    gruppi, racconto, y = [], [], 0
    for gruppo in serie:
        inizio = y + TESTA_SERIE
        barre = [
            _barra(barra, inizio + numero * PASSO_BARRA, massimo)
            for numero, barra in enumerate(leggi(gruppo, "barre", ()))
        ]
        gruppi.append({"etichetta": leggi(gruppo, "etichetta"), "y": y + 14, "barre": barre})
        numeri = ", ".join(f"{barra['nome']} {barra['scritto']}" for barra in barre)
        racconto.append(f"{leggi(gruppo, 'etichetta')}: {numeri}")
        y = inizio + len(barre) * PASSO_BARRA + CODA_SERIE
    return {
        "titolo": titolo,
        "racconto": "; ".join(racconto),
        "gruppi": gruppi,
        "larghezza": LARGHEZZA,
        "altezza": y,
        "identificativo": identificativo,
    }


def _barra(barra: Any, y: int, massimo: Decimal) -> dict[str, Any]:
    valore = Decimal(leggi(barra, "valore", 0))
    lunga = int(valore * SPAZIO / massimo) if massimo else 0
    return {
        "nome": leggi(barra, "nome"),
        "scritto": euro(valore) if leggi(barra, "euro", False) else f"{valore:f}",
        "y": y,
        "y_testo": y + 13,
        "altezza": ALTEZZA_BARRA,
        "larghezza": max(lunga, 2) if valore else 0,
        "x_testo": lunga + 6,
    }
