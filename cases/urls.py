"""Addresses of this room."""

from django.urls import URLPattern, path

from cases.views import analisi, analisi_esito
from cases.views.importazione import percorso, scarichi
from cases.views.importazione import righe as righe_elenco

urlpatterns: list[URLPattern] = []

# analisi
urlpatterns += [
    path("casi/<int:pk>/analisi/", analisi.quadro, name="analisi-quadro"),
    path("casi/<int:pk>/analisi/inizia/", analisi.inizia, name="analisi-inizia"),
    path("casi/<int:pk>/analisi/esito/", analisi_esito.esito, name="analisi-esito"),
    path("casi/<int:pk>/analisi/concludi/", analisi_esito.finalizza, name="analisi-concludi"),
    path("casi/<int:pk>/analisi/rettifica/", analisi.rettifica, name="analisi-rettifica"),
    path("casi/<int:pk>/analisi/versioni/<int:numero>/", analisi.versione, name="analisi-versione"),
    path("casi/<int:pk>/analisi/<str:area>/<str:soggetto>/", analisi.sezione, name="analisi-sezione"),
]

urlpatterns += [  # importazione
    path("importazioni/", percorso.elenco, name="importazione-elenco"),
    path("importazioni/nuova/", percorso.nuova, name="importazione-nuova"),
    path("importazioni/<int:pk>/colonne/", percorso.colonne, name="importazione-colonne"),
    path("importazioni/<int:pk>/anteprima/", percorso.anteprima, name="importazione-anteprima"),
    path("importazioni/<int:pk>/righe/<int:numero>/", righe_elenco.riga, name="importazione-riga"),
    path("importazioni/<int:pk>/avvia/", percorso.avvia, name="importazione-avvia"),
    path("importazioni/<int:pk>/esito/", percorso.esito, name="importazione-esito"),
    path("importazioni/<int:pk>/da-rivedere/", scarichi.errori, name="importazione-errori"),
    path("importazioni/<int:pk>/originale/", scarichi.originale, name="importazione-file"),
]
