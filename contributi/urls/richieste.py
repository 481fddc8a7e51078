"""Addresses of the requests: list, file, papers, istruttoria, proposal."""

from django.urls import path

from contributi.views import documenti_richiesti, istruttoria, lettere, proposte, richieste

urlpatterns = [
    path("contributi/", richieste.elenco, name="richieste"),
    path("casi/<int:caso_pk>/contributi/nuova/", richieste.nuova, name="richiesta-nuova"),
    path("contributi/<int:pk>/", richieste.scheda, name="richiesta"),
    path("contributi/<int:pk>/modifica/", richieste.modifica, name="richiesta-modifica"),
    path("contributi/<int:pk>/registra/", richieste.registra, name="richiesta-registra"),
    path("contributi/<int:pk>/passo/<slug:codice>/", richieste.mossa, name="richiesta-mossa"),
    path("contributi/<int:pk>/documenti/", documenti_richiesti.elenco, name="richiesta-documenti"),
    path(
        "contributi/<int:pk>/documenti/<int:documento>/",
        documenti_richiesti.carica,
        name="richiesta-documento",
    ),
    path("contributi/<int:pk>/istruttoria/", istruttoria.istruttoria, name="istruttoria"),
    path("contributi/<int:pk>/istruttoria/fatti/", istruttoria.fatti, name="istruttoria-fatti"),
    path("contributi/<int:pk>/situazione/", istruttoria.situazione, name="richiesta-situazione"),
    path(
        "contributi/<int:pk>/requisiti/<slug:codice>/", istruttoria.correzione, name="istruttoria-correzione"
    ),
    path(
        "contributi/<int:pk>/correzioni/<int:correzione>/togli/",
        istruttoria.togli_correzione,
        name="istruttoria-correzione-togli",
    ),
    path(
        "contributi/<int:pk>/parti/<slug:sezione>/rivista/", istruttoria.rivista, name="istruttoria-rivista"
    ),
    path("contributi/<int:pk>/lettere/avvio/", lettere.avvio, name="richiesta-avvio"),
    path("contributi/<int:pk>/lettere/documenti/", lettere.integrazione, name="richiesta-integrazione"),
    path("contributi/<int:pk>/riprendi/", proposte.riprendi, name="richiesta-riprendi"),
    path("contributi/<int:pk>/proponi/", proposte.proponi, name="richiesta-proponi"),
    path("contributi/<int:pk>/ritira-proposta/", proposte.ritira, name="proposta-ritira"),
    path("contributi/<int:pk>/proposte/<int:numero>/", istruttoria.proposta, name="proposta"),
]
