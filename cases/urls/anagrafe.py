"""Addresses of the registry: search, persons, households."""

from django.urls import path

from cases.views import accoglienza, cerca, isee, nuclei, persone, recapiti

urlpatterns = [
    path("cerca/", cerca.cerca, name="cerca"),
    path("persone/nuova/", persone.nuova, name="persona-nuova"),
    path("persone/<int:pk>/", persone.scheda, name="persona-scheda"),
    path("persone/<int:pk>/modifica/", persone.modifica, name="persona-modifica"),
    path("persone/<int:pk>/recapiti/", recapiti.recapiti, name="persona-recapiti"),
    path("persone/<int:pk>/recapiti/nuovo/", recapiti.recapito_nuovo, name="persona-recapito-nuovo"),
    path(
        "persone/<int:pk>/recapiti/<int:recapito>/togli/",
        recapiti.recapito_togli,
        name="persona-recapito-togli",
    ),
    path("persone/<int:pk>/relazioni/nuova/", recapiti.relazione_nuova, name="persona-relazione-nuova"),
    path("persone/<int:pk>/proteggi/", recapiti.proteggi, name="persona-proteggi"),
    path("persone/<int:pk>/domicilio-protetto/", recapiti.protetto, name="persona-protetto"),
    path(
        "persone/<int:pk>/domicilio-protetto/scrivi/",
        recapiti.protetto_scrivi,
        name="persona-protetto-scrivi",
    ),
    path(
        "persone/<int:pk>/domicilio-protetto/togli/",
        recapiti.protezione_togli,
        name="persona-protezione-togli",
    ),
    path("persone/<int:pk>/accoglienza/", accoglienza.accoglienza, name="accoglienza"),
    path("persone/<int:pk>/nucleo-nuovo/", nuclei.nuovo, name="nucleo-nuovo"),
    path("nuclei/<int:pk>/", nuclei.scheda, name="nucleo-scheda"),
    path("nuclei/<int:pk>/referente/", nuclei.referente, name="nucleo-referente"),
    path("nuclei/<int:pk>/componenti/nuovo/", nuclei.componente_nuovo, name="nucleo-componente-nuovo"),
    path(
        "nuclei/<int:pk>/componenti/<int:appartenenza>/uscita/",
        nuclei.componente_chiudi,
        name="nucleo-componente-uscita",
    ),
    path(
        "nuclei/<int:pk>/componenti/<int:appartenenza>/ingresso/",
        nuclei.componente_ingresso,
        name="nucleo-componente-ingresso",
    ),
    path(
        "nuclei/<int:pk>/componenti/<int:appartenenza>/conferma/",
        nuclei.componente_conferma,
        name="nucleo-componente-conferma",
    ),
    path("nuclei/<int:pk>/isee/nuova/", isee.scrivi, name="nucleo-isee-nuova"),
    path("nuclei/<int:pk>/isee/<int:attestazione>/", isee.scrivi, name="nucleo-isee-modifica"),
    path(
        "nuclei/<int:pk>/isee/<int:attestazione>/sostituisci/",
        isee.sostituisci,
        name="nucleo-isee-sostituisci",
    ),
    path("nuclei/<int:pk>/isee/<int:attestazione>/annulla/", isee.annulla, name="nucleo-isee-annulla"),
]
