"""The papers of a case: made here or brought by the family, in one list; the page to add one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, file_inviati
from adi_platform.http.vista import vista
from cases.forms.documenti import CaricaDocumentoForm
from cases.models import CasoAdi
from cases.permissions import SCRIVE_CASI, VEDE_CASI, caso_da_lavorare, caso_o_404, perche_non_lavora
from cases.permissions_documenti import documenti_apribili
from cases.rules.contenuti import tipi_documento
from cases.services.documenti import carica_prova
from cases.views.modulo import Pagina, pagina_con_modulo

PER_PAGINA = 50
IN_SCHEDA = 5


@vista(VEDE_CASI, lettura="caso.documenti")
def elenco(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_o_404(request, pk)
    pagina = Paginator(documenti_apribili(perimetro_di(request), caso), PER_PAGINA).get_page(
        request.GET.get("pagina")
    )
    contesto = {
        "caso": caso,
        "pagina": pagina,
        "documenti": [_riga(d) for d in pagina.object_list],
        "non_lavora": perche_non_lavora(perimetro_di(request), caso),
    }
    return render(request, "cases/caso/documenti.html", contesto)


@vista(SCRIVE_CASI, scrive=True, lettura="caso.documenti")
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_da_lavorare(request, pk)
    iniziali = {"prova_di": request.GET.get("prova-di", "")}
    form = CaricaDocumentoForm(
        dati_inviati(request), file_inviati(request),
        caso=caso, initial=iniziali,
    )  # fmt: skip
    return pagina_con_modulo(
        request,
        caso=caso,
        form=form,
        atto=lambda dati: carica_prova(
            caso=caso, operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Aggiungi un documento",
            introduzione="Prima di chiedere un documento controlla se un ufficio pubblico lo ha già. "
            "Copri quello che non serve: per un certificato bastano il fatto e la scadenza.",
            pulsante="Carica",
            fatto="Documento caricato.",
            torna=reverse("caso-documenti", args=[caso.pk]),
        ),
    )


def blocco_documenti(request: HttpRequest, caso: CasoAdi) -> dict[str, Any]:
    """The latest papers on the sheet."""
    documenti = documenti_apribili(perimetro_di(request), caso)
    return {"documenti": [_riga(d) for d in documenti[:IN_SCHEDA]], "quanti": len(documenti)}


def _riga(documento: Documento) -> dict[str, Any]:
    tipo = tipi_documento().get(documento.tipo)
    return {
        "documento": documento,
        "tipo": tipo.nome if tipo else "",
        "riservato": tipo is not None and tipo.riservato,
    }
