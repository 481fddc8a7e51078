"""Addresses of the guided import of lists."""

from django.urls import path

from cases.views.importazione import percorso, riga, scarichi

urlpatterns = [
    path("importazioni/", percorso.elenco, name="importazione-elenco"),
    path("importazioni/nuova/", percorso.nuova, name="importazione-nuova"),
    path("importazioni/<int:pk>/colonne/", percorso.colonne, name="importazione-colonne"),
    path("importazioni/<int:pk>/anteprima/", percorso.anteprima, name="importazione-anteprima"),
    path("importazioni/<int:pk>/righe/<int:numero>/", riga.riga, name="importazione-riga"),
    path("importazioni/<int:pk>/avvia/", percorso.avvia, name="importazione-avvia"),
    path("importazioni/<int:pk>/esito/", percorso.esito, name="importazione-esito"),
    path("importazioni/<int:pk>/da-rivedere/", scarichi.errori, name="importazione-errori"),
    path("importazioni/<int:pk>/originale/", scarichi.originale, name="importazione-file"),
]
