"""The papers of a request, each with its state, and the page that takes one in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import riesce
from adi_platform.http.vista import vista
from cases.rules.contenuti import tipi_documento
from contributi.enums import STATI_DECISI, StatoDocumento
from contributi.forms.documenti import CaricaForm
from contributi.models import DocumentoDomanda
from contributi.permissions.richieste import (
    REGISTRA_RICHIESTE,
    VEDE_DOCUMENTI,
    richiesta_da_registrare_o_404,
    richiesta_o_404,
)
from contributi.services.documenti_richiesti import carica_per_la_domanda, segna_gia_in_possesso
from contributi.views.comune import contesto

TONI = {
    StatoDocumento.PRESENTE: "successo",
    StatoDocumento.NON_DOVUTO: "info",
    StatoDocumento.SCADUTO: "pericolo",
    StatoDocumento.MANCANTE: "attenzione",
}


@vista(VEDE_DOCUMENTI, lettura="contributo.documenti")
def elenco(request: HttpRequest, pk: int) -> HttpResponse:
    """What the measure asks, what came, what is expired. Papers on health only for who examines."""
    richiesta, sguardo = richiesta_o_404(request, pk)
    oggi, tipi = timezone.localdate(), tipi_documento()
    righe = []
    for riga in richiesta.documenti.select_related("documento", "aggiornato_da"):
        stato = riga.stato_al(oggi)
        tipo = tipi.get(riga.codice)
        aperto = sguardo.istruttoria or tipo is None or not tipo.riservato
        righe.append({"riga": riga, "stato": stato, "tono": TONI[stato], "aperto": aperto})
    dati = contesto(
        request,
        richiesta,
        sguardo,
        righe=righe,
        modificabili=sguardo.registra and richiesta.stato not in STATI_DECISI,
    )
    return render(request, "contributi/richieste/documenti.html", dati)


@vista(REGISTRA_RICHIESTE, scrive=True, lettura="contributo.documenti")
def carica(request: HttpRequest, pk: int, documento: int) -> HttpResponse:
    richiesta, sguardo = richiesta_da_registrare_o_404(request, pk)
    riga: DocumentoDomanda = uno_o_404(richiesta.documenti.select_related("richiesta"), pk=documento)
    inviato = request.method == "POST"
    form = CaricaForm(
        request.POST if inviato else None, request.FILES if inviato else None, codice=riga.codice
    )

    def atto() -> None:
        dati = form.cleaned_data
        if dati["file"]:
            carica_per_la_domanda(
                riga=riga,
                file=dati["file"],
                scade_il=dati["scade_il"],
                operatore=operatore_di(request),
                al=timezone.localdate(),
                dati_invariati=dati.get("dati_invariati", False),
            )
        else:
            segna_gia_in_possesso(
                riga=riga,
                presso=dati["presso"],
                operatore=operatore_di(request),
                al=timezone.localdate(),
            )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, f"{riga.nome}: salvato.")
        return redirect("contributi:richiesta-documenti", pk)
    dati = contesto(request, richiesta, sguardo, form=form, riga=riga, tipo=tipi_documento().get(riga.codice))
    return render(request, "contributi/richieste/documento.html", dati, status=422 if form.errors else 200)
