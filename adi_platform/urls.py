"""Composition root of the addresses."""

from django.urls import include, path

urlpatterns = [
    path("accesso/", include("adi_platform.http.urls_accesso")),
    path("", include("adi_platform.http.urls")),
    path("", include("cases.urls")),
    path("", include("equipe.urls")),
    path("", include("patti.urls")),
    path("", include("contributi.urls")),
    path("", include("protocollo.urls")),
]

handler400 = "adi_platform.http.viste.errori.richiesta_errata"
handler403 = "adi_platform.http.viste.errori.non_permesso"
handler404 = "adi_platform.http.viste.errori.non_trovata"
handler500 = "adi_platform.http.viste.errori.guasto"
