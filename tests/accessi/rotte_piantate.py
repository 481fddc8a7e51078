"""The addresses of the site with three faults planted, to prove that the tests of access can fail."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from adi_platform.http.vista import CHI_HA_ACCESSO, vista
from cases.models import CasoAdi


def senza_politica(request: HttpRequest) -> HttpResponse:
    return HttpResponse("aperta a chiunque")


@vista(CHI_HA_ACCESSO)
def senza_perimetro(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(CasoAdi.objects.get(pk=pk).note_elenco)


@vista(CHI_HA_ACCESSO)
def con_argomento_ignoto(request: HttpRequest, bussola: str) -> HttpResponse:
    return HttpResponse(bussola)


urlpatterns = [
    path("piantata/", senza_politica, name="piantata-senza-politica"),
    path("casi/<int:pk>/piantata/", senza_perimetro, name="piantata-senza-perimetro"),
    path("piantata/<str:bussola>/", con_argomento_ignoto, name="piantata-con-argomento-ignoto"),
    path("", include("adi_platform.urls")),
]
handler400 = "adi_platform.http.viste.errori.richiesta_errata"
handler403 = "adi_platform.http.viste.errori.non_permesso"
handler404 = "adi_platform.http.viste.errori.non_trovata"
handler500 = "adi_platform.http.viste.errori.guasto"
