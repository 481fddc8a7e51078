"""Pages for everybody: accessibility statement, privacy notice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from adi_platform.http.vista import PUBBLICA, vista


@vista(PUBBLICA)
def accessibilita(request: HttpRequest) -> HttpResponse:
    return render(request, "http/accessibilita.html")


@vista(PUBBLICA)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "http/privacy.html")
