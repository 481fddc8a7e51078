"""The sheets of who sees a part of the case: contacts for the counter, facts for the checks office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.http.vista import vista
from cases.permissions import (
    CONTATTI,
    VERIFICHE,
    caso_con_contatti,
    caso_da_verificare,
    perche_non_fissa,
)


@vista(CONTATTI, lettura="caso.contatti")
def contatti(request: HttpRequest, pk: int) -> HttpResponse:
    """Who they are, how to reach them, when they come: nothing of why."""
    caso = caso_con_contatti(request, pk)
    componenti = caso.componenti.filter(uscito_il__isnull=True).select_related("persona")
    contesto = {
        "caso": caso,
        "oggi": timezone.localdate(),
        "componenti": list(componenti.prefetch_related("persona__recapiti").order_by("-richiedente", "pk")),
        "appuntamenti": list(caso.appuntamenti.select_related("operatore", "sede").order_by("-inizio")[:10]),
        "non_fissa": perche_non_fissa(perimetro_di(request), caso),
    }
    return render(request, "cases/caso/contatti.html", contesto)


@vista(VERIFICHE, lettura="caso.verifiche")
def verifiche(request: HttpRequest, pk: int) -> HttpResponse:
    """Residence, stay, household, ISEE: what the checks office compares. No diary, no analysis."""
    caso = caso_da_verificare(request, pk)
    componenti = caso.componenti.select_related("persona__comune_residenza").order_by("-richiedente", "pk")
    contesto = {
        "caso": caso,
        "componenti": list(componenti),
        "appartenenze": list(caso.nucleo.appartenenze.select_related("persona").order_by("pk")),
        "isee": list(caso.nucleo.attestazioni_isee.valide().order_by("-presentata_il", "-pk")),
    }
    return render(request, "cases/caso/verifiche.html", contesto)
