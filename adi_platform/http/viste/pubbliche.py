"""Pages for everybody: accessibility statement, privacy notice."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from adi_platform.http.vista import PUBBLICA, vista


@vista(PUBBLICA)
def accessibilita(request: HttpRequest) -> HttpResponse:
    contesto = {"contatto_accessibilita": settings.CONTATTO_ACCESSIBILITA}
    return render(request, "http/accessibilita.html", contesto)


@vista(PUBBLICA)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "http/privacy.html")
