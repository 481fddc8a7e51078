"""Addresses of the measures and of their trials."""

from django.urls import URLPattern, path

from contributi.views import misure, simulazioni

urlpatterns: list[URLPattern] = [
    path("contributi/misure/", misure.elenco, name="misura-elenco"),
    path("contributi/misure/carica/", misure.carica, name="misura-carica"),
    path("contributi/misure/<int:pk>/", misure.scheda, name="misura-scheda"),
    path("contributi/misure/<int:pk>/testo/", misure.testo, name="misura-testo"),
    path("contributi/misure/<int:pk>/approva/", misure.approva, name="misura-approva"),
    path("contributi/misure/<int:pk>/simula/", simulazioni.nuova, name="simulazione-nuova"),
    path("contributi/simulazioni/<int:pk>/", simulazioni.scheda, name="simulazione-scheda"),
]
