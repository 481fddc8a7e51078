"""What-if: choose the past requests, see who would change and what it would cost."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import annota_lettura, operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.registro_accessi.services.registra import Visto
from contributi.forms.misure import FormSimulazione
from contributi.models import Misura, Richiesta, Simulazione
from contributi.permissions.misure import CHI_PROVA, PROVA_MISURE, misura_o_404, simulazione_o_404
from contributi.services.simulazioni import avvia_simulazione

PER_PAGINA = 25
ESITI = {
    "ammissibile": ("Ammissibile", "successo"),
    "avviso": ("Ammissibile con avviso", "info"),
    "da_integrare": ("Da integrare", "attenzione"),
    "non_ammissibile": ("Non ammissibile", "pericolo"),
}


@vista(PROVA_MISURE, scrive=True)
def nuova(request: HttpRequest, pk: int) -> HttpResponse:
    """Which requests to examine again; the trials already made."""
    misura = misura_o_404(request, pk, *CHI_PROVA)
    oggi = timezone.localdate()
    modulo = FormSimulazione(
        dati_inviati(request),
        misure=_misure_con_richieste(misura),
        oggi=oggi,
        initial={"confronto": misura.codice, "dal": oggi - datetime.timedelta(days=365), "al": oggi},
    )
    if request.method == "POST" and modulo.is_valid():
        try:
            simulazione = avvia_simulazione(
                misura=misura, operatore=operatore_di(request), **modulo.cleaned_data
            )
        except DominioError as errore:
            riporta_errore(modulo, errore)
        else:
            return redirect("contributi:simulazione-scheda", pk=simulazione.pk)
    fatte = Simulazione.objects.filter(misura=misura).select_related("aggiornato_da")[:20]
    stato = 422 if modulo.is_bound and modulo.errors else 200
    contesto = {"misura": misura, "modulo": modulo, "fatte": fatte}
    return render(request, "contributi/misure/simula.html", contesto, status=stato)


@vista(PROVA_MISURE, lettura="contributi.simulazione")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The result as a chart with its table, then the requests that would change."""
    simulazione = simulazione_o_404(request, pk)
    if simulazione.conclusa_il is None:
        return render(request, "contributi/misure/simulazione.html", {"simulazione": simulazione})
    risultato = simulazione.risultato
    pagina = Paginator(risultato["cambiate"], PER_PAGINA).get_page(request.GET.get("pagina"))
    contesto = {
        "simulazione": simulazione,
        "riassunto": risultato["riassunto"],
        "illeggibili": len(risultato["illeggibili"]),
        "esiti": _esiti(risultato["riassunto"]),
        "grafico_esiti": _grafico_esiti(risultato["riassunto"]),
        "grafico_spesa": _grafico_spesa(risultato["riassunto"]),
        "differenza": _differenza(risultato["riassunto"]),
        "pagina": pagina,
        "righe": _righe(request, list(pagina)),
    }
    return render(request, "contributi/misure/simulazione.html", contesto)


def _righe(request: HttpRequest, cambiate: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The requests of this page that the person may see, and their read."""
    chiavi = [riga["richiesta"] for riga in cambiate]
    visibili = (
        Richiesta.objects.nel_perimetro(perimetro_di(request))
        .filter(pk__in=chiavi)
        .select_related("registrazione", "comune", "misura")
    )
    trovate = {richiesta.pk: richiesta for richiesta in visibili}
    annota_lettura(request, *_visti(trovate.values()))
    return [
        {
            **riga,
            "richiesta": trovate.get(riga["richiesta"]),
            "esito_prima": ESITI[riga["prima"]],
            "esito_dopo": ESITI[riga["dopo"]],
        }
        for riga in cambiate
    ]


def _visti(richieste: Iterable[Richiesta]) -> list[Visto]:
    """One read for the whole page, naming who asked."""
    persone = tuple(sorted({r.richiedente_id for r in richieste}))
    ambiti = {r.ambito_id for r in richieste}
    return [Visto(ambito_id=ambito, persone=persone) for ambito in ambiti]


def _esiti(riassunto: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"etichetta": etichetta, "tono": tono, "prima": riassunto["prima"][c], "dopo": riassunto["dopo"][c]}
        for c, (etichetta, tono) in ESITI.items()
    ]


def _grafico_esiti(riassunto: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "etichetta": etichetta,
            "barre": [{"nome": quando, "valore": riassunto[quando][codice]} for quando in ("prima", "dopo")],
        }
        for codice, (etichetta, _) in ESITI.items()
    ]


def _grafico_spesa(riassunto: dict[str, Any]) -> list[dict[str, Any]]:
    barre = [
        {"nome": quando, "valore": riassunto[f"spesa_{quando}"], "euro": True}
        for quando in ("prima", "dopo", "ridotta")
    ]
    return [{"etichetta": "In tutto", "barre": barre}]


def _differenza(riassunto: dict[str, Any]) -> Decimal:
    return Decimal(riassunto["spesa_dopo"]) - Decimal(riassunto["spesa_prima"])


def _misure_con_richieste(misura: Misura) -> list[tuple[str, str]]:
    """Codes and names of the measures of the Ambito, the one under trial first."""
    righe = Misura.objects.filter(ambito=misura.ambito_id).order_by("codice", "numero")
    nomi = dict(righe.values_list("codice", "nome"))
    altri = [(codice, nome) for codice, nome in nomi.items() if codice != misura.codice]
    return [(misura.codice, misura.nome), *altri]
