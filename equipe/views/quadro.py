"""Pages of the Quadro di analisi: overview, conclusion, new period, progress."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import Conferma, dati_inviati, rifiuta_se_vuota, riporta_errore
from adi_platform.http.vista import vista
from cases.models import CasoAdi
from cases.permissions import caso_o_404
from equipe.forms.quadro import FormMotivoQuadro
from equipe.models import Quadro
from equipe.permissions import (
    SCRIVE_EQUIPE,
    VEDE_QUADRO,
    quadro_di_chi_conduce,
    voci_del_quadro,
)
from equipe.rules.quadro import MASSIMO_PRIORITA, LenteQuadro
from equipe.services.contributi import contributi_da_guardare, contributi_non_accolti
from equipe.services.quadro import (
    concludi_quadro,
    in_vigore,
    inizia_quadro,
    quadro_corrente,
    rivedi_quadro,
)
from equipe.services.quadro_modulo import modello_di
from equipe.services.quadro_vista import andamento_di, indice_di, lette_di

LETTURA = "caso.quadro"


@vista(VEDE_QUADRO, lettura=LETTURA)
def quadro(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the present period stands, or how to start."""
    caso = caso_o_404(request, pk)
    lente = voci_del_quadro(perimetro_di(request), caso)
    corrente = quadro_corrente(caso)
    dati: dict[str, Any] = {"caso": caso, "quadro": corrente, "conduce": lente.conduce}
    if corrente is not None:
        dati |= _riassunto(caso, corrente, lente)
        dati |= {
            "contributi": contributi_da_guardare(corrente, lente),
            "non_accolti": contributi_non_accolti(corrente, lente),
        }
    return render(request, "equipe/quadro/quadro.html", dati)


@vista(VEDE_QUADRO, lettura=LETTURA)
def periodo(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    """One period as it was written, to read."""
    caso = caso_o_404(request, pk)
    riga = uno_o_404(
        Quadro.objects.filter(caso=caso).select_related("modulo", "finalizzato_da"), numero=numero
    )
    lente = voci_del_quadro(perimetro_di(request), caso)
    dati = {"caso": caso, "quadro": riga, **_riassunto(caso, riga, lente)}
    return render(request, "equipe/quadro/periodo.html", dati)


@vista(SCRIVE_EQUIPE, scrive=True, lettura=LETTURA)
def inizia(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the first period (POST); GET goes back to the overview."""
    caso = quadro_di_chi_conduce(request, pk)
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            inizia_quadro(caso=caso, operatore=operatore_di(request), al=timezone.localdate())
        except DominioError as errore:
            messages.error(request, errore.messaggio)
    return redirect("quadro", pk=pk)


@vista(SCRIVE_EQUIPE, scrive=True, lettura=LETTURA)
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the period: it can only be read afterwards."""
    caso = quadro_di_chi_conduce(request, pk)
    corrente = quadro_corrente(caso)
    if corrente is None or not corrente.in_bozza:
        raise Http404
    form = Conferma(dati_inviati(request))
    return modulo(
        request,
        caso,
        form,
        lambda: concludi_quadro(quadro=corrente, operatore=operatore_di(request)),
        titolo="Concludi il Quadro",
        verbo="Concludi",
        premessa="Dopo, questo periodo si legge soltanto. Per nuove valutazioni se ne apre un altro.",
        fatto="Quadro concluso.",
    )


@vista(SCRIVE_EQUIPE, scrive=True, lettura=LETTURA)
def rivedi(request: HttpRequest, pk: int) -> HttpResponse:
    """Open another period, with the reason."""
    caso = quadro_di_chi_conduce(request, pk)
    form = FormMotivoQuadro(dati_inviati(request))
    return modulo(
        request,
        caso,
        form,
        lambda: rivedi_quadro(
            caso=caso,
            motivo=form.cleaned_data["motivo"],
            operatore=operatore_di(request),
            al=timezone.localdate(),
        ),
        titolo="Rivedi il Quadro",
        verbo="Apri un nuovo periodo",
        premessa="Le valutazioni già scritte restano: accanto a ogni voce si vede che cosa si era detto.",
        fatto="Nuovo periodo aperto.",
    )


@vista(VEDE_QUADRO, lettura=LETTURA)
def andamento(request: HttpRequest, pk: int) -> HttpResponse:
    """How things change from one period to the next: a picture and its table."""
    caso = caso_o_404(request, pk)
    lente = voci_del_quadro(perimetro_di(request), caso)
    dati = {"caso": caso, "andamento": andamento_di(caso, lente)}
    return render(request, "equipe/quadro/andamento.html", dati)


def _riassunto(caso: CasoAdi, riga: Quadro, lente: LenteQuadro) -> dict[str, Any]:
    modello, vigenti = modello_di(riga), in_vigore(riga)
    lette = lette_di(riga, vigenti, lente)
    return {
        "indice": indice_di(caso, modello, vigenti, lente),
        "lette": lette,
        "priorita": [v for v in lette if v.riga.prioritaria],
        "fatiche": [v for v in lette if v.lettura == "vulnerabilita"],
        "risorse": [v for v in lette if v.lettura == "risorsa"],
        "altre": [v for v in lette if v.lettura not in ("vulnerabilita", "risorsa")],
        "periodi": list(caso.quadri.order_by("-numero")),
        "massimo_priorita": MASSIMO_PRIORITA,
    }


def modulo(
    request: HttpRequest,
    caso: CasoAdi,
    form: Form,
    atto: Callable[[], object],
    *,
    fatto: str,
    **testi: str,
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            atto()
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            messages.success(request, fatto)
            return redirect("quadro", pk=caso.pk)
    dati = {"caso": caso, "form": form, **testi}
    return render(request, "equipe/quadro/modulo.html", dati, status=422 if form.is_bound else 200)
