"""Addresses of this room: on the case, of the network, of the portal."""

from django.urls import URLPattern, path

from protocollo.api import descrizione
from protocollo.api import viste as api
from protocollo.views import (
    condivisioni,
    correzioni,
    enti,
    ingresso,
    invii,
    passaggi,
    portale,
    portale_invii,
    portale_quadro,
    portale_quesiti,
    portale_riunioni,
    quesiti,
    rinnovi,
    token,
)

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
    path(
        "casi/<int:pk>/condivisioni/invii/<int:invio>/data/",
        correzioni.data_dell_ufficio,
        name="caso-invio-data",
    ),
    path("casi/<int:pk>/condivisioni/invii/<int:invio>/<slug:mossa>/", invii.muovi, name="caso-invio-mossa"),
]

urlpatterns += [
    path("rete/invii/", invii.elenco, name="rete-invii"),
    path("rete/enti/", enti.elenco, name="rete-enti"),
    path("rete/enti/<int:ente>/", enti.ente, name="rete-ente"),
    path("rete/enti/<int:ente>/referenti/<int:incarico>/togli/", enti.togli, name="rete-referente-togli"),
    path("rete/enti/<int:ente>/inviti/<int:invito>/annulla/", enti.annulla, name="rete-invito-annulla"),
    path("rete/enti/<int:ente>/inviti/<int:invito>/conferma/", enti.conferma, name="rete-invito-conferma"),
    path("rete/enti/<int:ente>/domini/", enti.domini, name="rete-ente-domini"),
]

urlpatterns += [
    path("portale/", portale.casa, name="portale"),
    path("portale/condivisioni/<int:pk>/", portale.condivisione, name="portale-condivisione"),
    path("portale/condivisioni/<int:pk>/estratto/", portale.estratto, name="portale-estratto"),
    path("portale/condivisioni/<int:pk>/passa/", portale.passa, name="portale-passa"),
    path("portale/invii/<int:pk>/", portale_invii.scheda, name="portale-invio"),
    path("portale/invii/<int:pk>/data/", correzioni.data_del_partner, name="portale-invio-data"),
    path(
        "portale/invii/<int:pk>/segnalazioni/<int:messaggio>/",
        correzioni.segnalazione,
        name="portale-segnalazione",
    ),
    path("portale/invii/<int:pk>/<slug:mossa>/", portale_invii.rispondi, name="portale-invio-mossa"),
    path("portale/riunioni/<int:pk>/", portale_riunioni.scheda, name="portale-riunione"),
    path("portale/riunioni/<int:pk>/calendario/", portale.calendario, name="portale-riunione-calendario"),
    path("portale/riunioni/<int:pk>/verbale/", portale_riunioni.verbale, name="portale-riunione-verbale"),
    path(
        "portale/riunioni/<int:pk>/<slug:risposta>/",
        portale_riunioni.rispondi,
        name="portale-riunione-risposta",
    ),
    path("portale/quadro/<int:pk>/", portale_quadro.quadro, name="portale-quadro"),
    path("portale/quadro/<int:pk>/<str:soggetto>/", portale_quadro.parte, name="portale-quadro-parte"),
    path("portale/invito/<str:gettone>/", ingresso.accetta, name="portale-invito"),
]

urlpatterns += [
    path(
        "casi/<int:pk>/condivisioni/invii/<int:invio>/segnalazioni/<int:messaggio>/",
        invii.segnalazione,
        name="caso-invio-segnalazione",
    ),
    path(
        "casi/<int:pk>/condivisioni/<int:condivisione>/rinnova/", rinnovi.rinnovo, name="condivisione-rinnova"
    ),
    path(
        "casi/<int:pk>/condivisioni/<int:condivisione>/destinatari/<int:destinatario>/togli/",
        rinnovi.delega_tolta,
        name="condivisione-delega-togli",
    ),
]

urlpatterns += [
    path("casi/<int:pk>/condivisioni/<int:condivisione>/nomi/", rinnovi.estratto, name="condivisione-nomi"),
    path("casi/<int:pk>/condivisioni/affida/<int:utente>/", passaggi.affidamento, name="condivisione-affida"),
]

# Questions to one person of another body.
urlpatterns += [
    path("casi/<int:pk>/condivisioni/<int:condivisione>/chiedi/", quesiti.nuovo, name="quesito-nuovo"),
    path("casi/<int:pk>/condivisioni/quesiti/<int:quesito>/", quesiti.scheda, name="caso-quesito"),
    path(
        "casi/<int:pk>/condivisioni/quesiti/<int:quesito>/sollecita/",
        quesiti.ricorda,
        name="caso-quesito-sollecita",
    ),
    path(
        "casi/<int:pk>/condivisioni/quesiti/<int:quesito>/ritira/", quesiti.togli, name="caso-quesito-ritira"
    ),
    path("rete/quesiti/", quesiti.elenco, name="rete-quesiti"),
    path("portale/quesiti/<int:pk>/", portale_quesiti.scheda, name="portale-quesito"),
]

# For the programs of other bodies, with a key.
urlpatterns += [
    path("rete/enti/<int:ente>/token/nuovo/", token.nuovo, name="rete-token-nuovo"),
    path("rete/enti/<int:ente>/token/<int:token>/revoca/", token.revoca, name="rete-token-revoca"),
    path("api/v1/", descrizione.pagina, name="api-descrizione"),
    path("api/v1/openapi.yaml", descrizione.openapi, name="api-openapi"),
    path("api/v1/condivisioni/", api.Condivisioni.rotta(), name="api-condivisioni"),
    path("api/v1/condivisioni/<int:pk>/", api.UnaCondivisione.rotta(), name="api-condivisione"),
    path("api/v1/invii/", api.Invii.rotta(), name="api-invii"),
    path("api/v1/invii/<int:pk>/", api.UnInvio.rotta(), name="api-invio"),
    path("api/v1/invii/<int:pk>/mosse/", api.MosseDiUnInvio.rotta(), name="api-invio-mosse"),
    path("api/v1/invii/<int:pk>/messaggi/", api.MessaggiDiUnInvio.rotta(), name="api-invio-messaggi"),
    path("api/v1/domande/", api.Domande.rotta(), name="api-domande"),
    path("api/v1/domande/<int:pk>/", api.UnaDomanda.rotta(), name="api-domanda"),
    path("api/v1/domande/<int:pk>/risposta/", api.RispostaAUnaDomanda.rotta(), name="api-domanda-risposta"),
]
