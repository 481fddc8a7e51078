"""Addresses of the app, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("cases.urls.caso")),
    path("", include("cases.urls.anagrafe")),
    path("", include("cases.urls.importazione")),
    path("", include("cases.urls.analisi")),
]
