"""Addresses of this room: on the case, of the network, of the portal."""

from django.urls import URLPattern, path

from protocollo.views import condivisioni, enti, ingresso, invii, portale, portale_invii, portale_riunioni

urlpatterns: list[URLPattern] = [
    path("casi/<int:pk>/condivisioni/", condivisioni.elenco, name="condivisioni"),
    path("casi/<int:pk>/condivisioni/nuova/", condivisioni.scegli_ente, name="condivisione-ente"),
    path("casi/<int:pk>/condivisioni/nuova/<int:ente>/", condivisioni.nuova, name="condivisione-nuova"),
    path("casi/<int:pk>/condivisioni/<int:condivisione>/", condivisioni.scheda, name="condivisione"),
    path(
        "casi/<int:pk>/condivisioni/<int:condivisione>/revoca/",
        condivisioni.togli,
        name="condivisione-revoca",
    ),
    path("casi/<int:pk>/condivisioni/invii/<int:invio>/", invii.scheda, name="caso-invio"),
    path("casi/<int:pk>/condivisioni/invii/<int:invio>/scrivi/", invii.scrivi, name="caso-invio-scrivi"),
    path("casi/<int:pk>/condivisioni/invii/<int:invio>/<slug:mossa>/", invii.muovi, name="caso-invio-mossa"),
]

urlpatterns += [
    path("rete/invii/", invii.elenco, name="rete-invii"),
    path("rete/enti/", enti.elenco, name="rete-enti"),
    path("rete/enti/<int:ente>/", enti.ente, name="rete-ente"),
    path("rete/enti/<int:ente>/referenti/<int:incarico>/togli/", enti.togli, name="rete-referente-togli"),
    path("rete/enti/<int:ente>/inviti/<int:invito>/annulla/", enti.annulla, name="rete-invito-annulla"),
]

urlpatterns += [
    path("portale/", portale.casa, name="portale"),
    path("portale/condivisioni/<int:pk>/", portale.condivisione, name="portale-condivisione"),
    path("portale/condivisioni/<int:pk>/estratto/", portale.estratto, name="portale-estratto"),
    path("portale/condivisioni/<int:pk>/passa/", portale.passa, name="portale-passa"),
    path("portale/invii/<int:pk>/", portale_invii.scheda, name="portale-invio"),
    path("portale/invii/<int:pk>/<slug:mossa>/", portale_invii.rispondi, name="portale-invio-mossa"),
    path("portale/riunioni/<int:pk>/", portale_riunioni.scheda, name="portale-riunione"),
    path("portale/riunioni/<int:pk>/calendario/", portale.calendario, name="portale-riunione-calendario"),
    path(
        "portale/riunioni/<int:pk>/<slug:risposta>/",
        portale_riunioni.rispondi,
        name="portale-riunione-risposta",
    ),
    path("portale/invito/<str:gettone>/", ingresso.accetta, name="portale-invito"),
]
