"""Addresses of this room."""

from django.urls import URLPattern, path

from patti.views import (
    casi,
    cataloghi,
    composizione,
    firme,
    parti,
    priorita,
    quadro,
    stampe,
    verifiche,
)

urlpatterns: list[URLPattern] = [
    path("casi/<int:pk>/patto/", casi.elenco, name="patto-elenco"),
    path("casi/<int:pk>/patto/inizia/", casi.inizia, name="patto-inizia"),
    path("patti/cataloghi/", cataloghi.cataloghi, name="patto-cataloghi"),
    path("patti/<int:pk>/", casi.scheda, name="patto-scheda"),
    path("patti/<int:pk>/componi/", composizione.componi, name="patto-componi"),
    path("patti/<int:pk>/catalogo/", composizione.catalogo, name="patto-catalogo"),
    path("patti/<int:pk>/risultati/<int:risultato>/scegli/", composizione.scegli, name="patto-scegli"),
    path("patti/<int:pk>/parti/<slug:parte>/nuova/", parti.nuova, name="patto-obiettivo-nuovo"),
    path("patti/<int:pk>/parti/<slug:parte>/nuova/<int:sotto>/", parti.nuova, name="patto-parte-nuova"),
    path("patti/<int:pk>/parti/<slug:parte>/<int:riga>/", parti.modifica, name="patto-parte"),
    path("patti/<int:pk>/parti/<slug:parte>/<int:riga>/togli/", parti.togli, name="patto-parte-togli"),
    path("patti/<int:pk>/pai/", quadro.pai, name="patto-pai"),
    path("patti/<int:pk>/quadro/", quadro.quadro, name="patto-quadro"),
    path("patti/<int:pk>/priorita/", priorita.priorita, name="patto-priorita"),
    path("patti/<int:pk>/passo/<slug:codice>/", quadro.mossa, name="patto-mossa"),
    path("patti/<int:pk>/suggerimenti/", quadro.nota, name="patto-nota"),
    path("patti/<int:pk>/suggerimenti/<int:nota>/", quadro.risposta, name="patto-nota-risposta"),
    path("patti/<int:pk>/anteprima/", stampe.anteprima, name="patto-anteprima"),
    path("patti/<int:pk>/anteprima/<int:componente>/", stampe.anteprima, name="patto-anteprima-allegato"),
    path("patti/<int:pk>/documenti/", stampe.documenti, name="patto-documenti"),
    path("patti/<int:pk>/firme/", firme.firme, name="patto-firme"),
    path("patti/<int:pk>/firme/servizio/", firme.firma, name="patto-firma-servizio"),
    path("patti/<int:pk>/firme/<int:componente>/", firme.firma, name="patto-firma"),
    path("patti/<int:pk>/andamento/", verifiche.andamento, name="patto-andamento"),
    path("patti/<int:pk>/verifiche/nuova/", verifiche.nuova, name="patto-verifica-nuova"),
]
