"""How far a piece of background work has got: a fragment for htmx, a page without it."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from adi_platform.http.accesso import perimetro_di, uno_o_404
from adi_platform.http.vista import CHI_HA_ACCESSO, vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.outbox.models import Lavoro

RUOLI_INTERNI = tuple(ruolo for ruolo in Ruolo if ruolo != Ruolo.REFERENTE_PARTNER)


@vista(CHI_HA_ACCESSO)
def stato(request: HttpRequest, pk: int) -> HttpResponse:
    """Visible to who started it and to the colleagues of the same Ambito."""
    perimetro = perimetro_di(request)
    miei = Q(avviato_da=perimetro.utente_id) | Q(ambito__in=perimetro.ambiti_come(*RUOLI_INTERNI))
    lavoro = uno_o_404(Lavoro.objects.filter(miei), pk=pk)
    if not request.headers.get("HX-Request"):
        return render(request, "http/lavoro.html", {"lavoro": lavoro})
    if lavoro.concluso:  # the page around the bar shows the result once loaded again
        return HttpResponseClientRefresh()
    return render(request, "http/_lavoro.html", {"lavoro": lavoro})
