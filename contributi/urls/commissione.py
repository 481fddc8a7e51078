"""Addresses of the commission."""

from django.urls import URLPattern, path

from contributi.views import commissione, commissione_sedute, commissione_voto

UNA = "commissioni/<int:pk>/"
SEDUTA = f"{UNA}sedute/<int:seduta>/"

urlpatterns: list[URLPattern] = [
    path("commissioni/", commissione.elenco, name="commissioni"),
    path(UNA, commissione.scheda, name="commissione"),
    path(f"{UNA}componenti/nuovo/", commissione.componente_nuovo, name="componente-nuovo"),
    path(f"{UNA}componenti/<int:componente>/fine/", commissione.componente_fine, name="componente-fine"),
    path(f"{UNA}sedute/nuova/", commissione_sedute.nuova, name="seduta-nuova"),
    path(SEDUTA, commissione_sedute.scheda, name="seduta"),
    path(f"{SEDUTA}ordine-del-giorno/", commissione_sedute.ordine_del_giorno, name="seduta-odg"),
    path(f"{SEDUTA}passo/<slug:mossa>/", commissione_sedute.passo, name="seduta-passo"),
    path(f"{SEDUTA}proposte/<int:voce>/", commissione_voto.voto, name="seduta-voto"),
    path(f"{SEDUTA}proposte/<int:voce>/conflitto/", commissione_voto.conflitto, name="seduta-conflitto"),
    path(f"{SEDUTA}proposte/<int:voce>/togli/", commissione_sedute.togli, name="seduta-togli"),
]
