"""The outgoing mail of the demo. In a real installation these addresses do not exist (404)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from adi_platform.http.vista import PUBBLICA, vista
from adi_platform.outbox import posta_su_file
from adi_platform.outbox.posta_su_file import Lettera


@vista(PUBBLICA)
def elenco(request: HttpRequest) -> HttpResponse:
    _solo_in_prova()
    return render(request, "http/posta_di_prova.html", {"lettere": posta_su_file.elenco()})


@vista(PUBBLICA)
def lettera(request: HttpRequest, nome: str) -> HttpResponse:
    return render(request, "http/posta_di_prova_lettera.html", {"lettera": _lettera_o_404(nome)})


@vista(PUBBLICA)
def allegato(request: HttpRequest, nome: str, numero: int) -> HttpResponse:
    allegati = _lettera_o_404(nome).allegati
    if numero >= len(allegati):
        raise Http404
    titolo, tipo, contenuto = allegati[numero]
    risposta = HttpResponse(contenuto, content_type=tipo)
    risposta.headers["Content-Disposition"] = content_disposition_header(True, titolo) or "attachment"
    return risposta


def _lettera_o_404(nome: str) -> Lettera:
    _solo_in_prova()
    trovata = posta_su_file.una(nome)
    if trovata is None:
        raise Http404
    return trovata


def _solo_in_prova() -> None:
    if not settings.MODALITA_DIMOSTRATIVA:
        raise Http404
