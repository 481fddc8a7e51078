"""What the Analisi shows on the page of the case: its block and its events."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from adi_platform.http.accesso import perimetro_di
from cases.blocchi import registra_blocco
from cases.cronologia import Evento, Genere, registra_fonte
from cases.models import CasoAdi, EsitoAnalisi
from cases.permissions import VEDE_ANALISI, puo_scrivere_analisi
from cases.popolamento import registra_fase
from cases.popolamento.analisi import popola_analisi
from cases.services.analisi import analisi_di, modulo_di
from cases.views.analisi_indice import costruisci_indice


def blocco_analisi(request: HttpRequest, caso: CasoAdi) -> dict[str, Any] | None:
    """Where the last version stands and its outcomes; nothing for who may not read an analysis."""
    if not VEDE_ANALISI.ammette(perimetro_di(request)):
        return None
    analisi = next(iter(analisi_di(caso)), None)
    contesto: dict[str, Any] = {
        "analisi": analisi,
        "puo_scrivere": puo_scrivere_analisi(perimetro_di(request), caso),
    }
    if analisi is not None:
        contesto["esiti"] = _esiti(analisi.esiti.select_related("persona"), analisi)
        contesto["indice"] = costruisci_indice(caso, analisi) if analisi.stato == "bozza" else None
    return contesto


def _esiti(esiti: Any, analisi: Any) -> list[dict[str, str]]:
    nomi = {e.codice: e.nome for e in modulo_di(analisi).esiti}
    righe: list[EsitoAnalisi] = list(esiti)
    return [
        {
            "nome": nomi.get(e.codice, e.codice),
            "chi": f"{e.persona.nome} {e.persona.cognome}" if e.persona else "famiglia",
        }
        for e in righe
    ]


def eventi_analisi(
    caso: CasoAdi, dal: datetime.datetime | None, al: datetime.datetime | None
) -> list[Evento]:
    """Every concluded version."""
    return [
        Evento(
            quando=a.finalizzata_il,
            genere=Genere.DOCUMENTI,
            titolo=f"Analisi preliminare conclusa, versione {a.numero}",
            autore=str(a.finalizzata_da or ""),
            url=reverse("analisi-versione", args=[caso.pk, a.numero]),
            icona="it-file",
        )
        for a in analisi_di(caso)
        if a.finalizzata_il and (not dal or a.finalizzata_il >= dal) and (not al or a.finalizzata_il <= al)
    ]


def collega_analisi() -> None:
    registra_blocco("cases.analisi", 30, blocco_analisi, "cases/analisi/_blocco.html")
    registra_fonte("analisi", eventi_analisi)
    registra_fase("in_analisi", popola_analisi)
