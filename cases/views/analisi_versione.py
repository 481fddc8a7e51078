"""One version of the Analisi preliminare, to read or to print."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from adi_platform.http.accesso import perimetro_di
from adi_platform.http.vista import vista
from cases.forms.analisi import FormSezione
from cases.models import AnalisiPreliminare, CasoAdi
from cases.permissions import VEDE_ANALISI, caso_o_404, sensibilita_leggibili
from cases.services.analisi import modulo_di, risposte_per_soggetto


@vista(VEDE_ANALISI, lettura="caso.analisi")
def versione(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    """One version as it was concluded, to read or to print."""
    caso = caso_o_404(request, pk)
    analisi = caso.analisi.select_related("modulo", "finalizzata_da").filter(numero=numero).first()
    if analisi is None:
        raise Http404
    leggibili = sensibilita_leggibili(perimetro_di(request), caso)
    return render(
        request,
        "cases/analisi/versione.html",
        {"caso": caso, "analisi": analisi, "blocchi": _blocchi(caso, analisi, leggibili)},
    )


def _blocchi(caso: CasoAdi, analisi: AnalisiPreliminare, leggibili: frozenset[str]) -> list[dict[str, Any]]:
    """Answered items by person and area, only of the classes that may be read."""
    risposte = risposte_per_soggetto(analisi)
    nomi: dict[int | None, str] = {None: "Famiglia"}
    nomi |= {c.persona_id: str(c.persona) for c in caso.componenti.select_related("persona")}
    non_rilevate = _non_rilevate(analisi)
    blocchi = []
    for persona_id, date in risposte.items():
        aree = []
        for area in (*modulo_di(analisi).aree, modulo_di(analisi).esito):
            voci = [v for v in area.voci if v.codice in date and v.sensibilita in leggibili]
            domande = FormSezione(voci, salvate=date).domande
            domande = [d for d in domande if d.valori or d.non_rilevato or d.nota]
            if domande:
                aree.append({"area": area, "domande": domande})
        mancanti = non_rilevate.get(persona_id, [])
        if aree or mancanti:
            blocchi.append({"nome": nomi.get(persona_id, ""), "aree": aree, "non_rilevate": mancanti})
    return blocchi


def _non_rilevate(analisi: AnalisiPreliminare) -> dict[int | None, list[tuple[str, str]]]:
    """The parts left out, by person (None: the household), each with its reason."""
    trovate: dict[int | None, list[tuple[str, str]]] = {}
    for riga in analisi.sezioni.all():
        area = modulo_di(analisi).area(riga.area)
        if riga.motivo_non_rilevata:
            nome = area.nome if area else riga.area
            trovate.setdefault(riga.persona_id, []).append((nome, riga.motivo_non_rilevata))
    return trovate
