"""Composition root of the addresses."""

from django.urls import include, path

urlpatterns = [
    path("accesso/", include("allauth.urls")),
    path("", include("adi_platform.http.urls")),
    path("", include("cases.urls")),
    path("", include("equipe.urls")),
    path("", include("patti.urls")),
]
