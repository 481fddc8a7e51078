"""Addresses of this room."""

from django.urls import URLPattern, path

from adi_platform.http.viste import lavori, posta, salute

urlpatterns: list[URLPattern] = []

# motore: health, progress of background work, mail of the demo
urlpatterns += [
    path("salute/", salute.salute, name="salute"),
    path("lavoro/<int:pk>/stato/", lavori.stato, name="lavoro-stato"),
    path("posta-di-prova/", posta.elenco, name="posta-di-prova"),
    path("posta-di-prova/<slug:nome>/", posta.lettera, name="posta-di-prova-lettera"),
    path("posta-di-prova/<slug:nome>/allegati/<int:numero>/", posta.allegato, name="posta-di-prova-allegato"),
]
