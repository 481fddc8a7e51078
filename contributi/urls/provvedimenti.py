"""Addresses of the decision and of the published acts."""

from django.urls import URLPattern, path

from contributi.views import atti, preavvisi, provvedimenti, termini, urgenze

UNO = "provvedimenti/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("provvedimenti/", provvedimenti.elenco, name="provvedimenti"),
    path("provvedimenti/deroghe/", atti.deroghe, name="deroghe"),
    path("provvedimenti/termini/", termini.elenco, name="termini"),
    path("provvedimenti/termini/sostituto/", termini.sostituto, name="sostituto"),
    path("provvedimenti/urgenti/<int:pk>/", urgenze.urgenza, name="urgenza"),
    path("provvedimenti/richieste/<int:pk>/", preavvisi.decisione, name="decisione"),
    path("provvedimenti/richieste/<int:pk>/preavviso/", preavvisi.nuovo, name="preavviso-nuovo"),
    path(
        "provvedimenti/richieste/<int:pk>/<slug:tipo>/", provvedimenti.prepara, name="provvedimento-prepara"
    ),
    path("provvedimenti/preavvisi/<int:pk>/osservazione/", preavvisi.osservazione, name="osservazione-nuova"),
    path("provvedimenti/preavvisi/<int:pk>/riesame/", preavvisi.riesame, name="preavviso-riesame"),
    path("provvedimenti/osservazioni/<int:pk>/", preavvisi.risposta, name="osservazione-risposta"),
    path("provvedimenti/comunicazioni/<int:pk>/", preavvisi.ricevimento, name="comunicazione-ricevimento"),
    path(UNO, provvedimenti.scheda, name="provvedimento"),
    path(f"{UNO}anteprima/", provvedimenti.anteprima, name="provvedimento-anteprima"),
    path(f"{UNO}adotta/", provvedimenti.adotta, name="provvedimento-adotta"),
    path(f"{UNO}elimina/", provvedimenti.elimina, name="provvedimento-elimina"),
    path(f"{UNO}comunica/", preavvisi.comunica, name="provvedimento-comunica"),
    path(f"{UNO}firma/", provvedimenti.firma, name="provvedimento-firma"),
    path(f"{UNO}pubblicazione/", atti.pubblicazione, name="pubblicazione"),
    path("atti/", atti.elenco, name="atti"),
    path("atti/dati.csv", atti.dati_csv, name="atti-csv"),
    path("atti/dati.json", atti.dati_json, name="atti-json"),
    path("atti/<slug:codice>/", atti.documento, name="atto-pubblico"),
]
