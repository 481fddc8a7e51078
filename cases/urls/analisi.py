"""Addresses of the Analisi preliminare."""

from django.urls import path

from cases.views import analisi, analisi_esito, analisi_versione

urlpatterns = [
    path("casi/<int:pk>/analisi/", analisi.quadro, name="analisi-quadro"),
    path("casi/<int:pk>/analisi/inizia/", analisi.inizia, name="analisi-inizia"),
    path("casi/<int:pk>/analisi/esito/", analisi_esito.esito, name="analisi-esito"),
    path("casi/<int:pk>/analisi/concludi/", analisi_esito.finalizza, name="analisi-concludi"),
    path("casi/<int:pk>/analisi/rettifica/", analisi.rettifica, name="analisi-rettifica"),
    path("casi/<int:pk>/analisi/versioni/<int:numero>/", analisi_versione.versione, name="analisi-versione"),
    path("casi/<int:pk>/analisi/<str:area>/<str:soggetto>/", analisi.sezione, name="analisi-sezione"),
]
