"""Addresses of this room."""

from django.urls import URLPattern, path

<<<<<<< HEAD
from cases.views import (
    accessi,
    agenda,
    analisi,
    analisi_esito,
    appuntamenti,
    casi,
    cerca,
    diario,
    elenco,
    nuclei,
    obblighi,
    persone,
    recapiti,
    ridotte,
    scadenze,
    scrivania,
    selezione,
)
=======
from cases.views import analisi, analisi_esito
from cases.views.importazione import percorso, scarichi
from cases.views.importazione import righe as righe_elenco
>>>>>>> importazione

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

<<<<<<< HEAD
# caso: desk, list, sheet
urlpatterns += [
    path("", scrivania.scrivania, name="scrivania"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("casi/", elenco.elenco, name="caso-elenco"),
    path("casi/assegna/", selezione.assegna, name="caso-assegna-scelti"),
    path("casi/convoca/", selezione.convoca_scelti, name="caso-convoca-scelti"),
    path("nuclei/<int:nucleo_pk>/caso/", casi.apri, name="caso-apri"),
    path("casi/<int:pk>/", casi.scheda, name="caso-scheda"),
    path("casi/<int:pk>/stampa/", casi.stampa, name="caso-stampa"),
    path("casi/<int:pk>/cronologia/", casi.cronologia, name="caso-cronologia"),
    path("casi/<int:pk>/contatti/", ridotte.contatti, name="caso-contatti"),
    path("casi/<int:pk>/verifiche/", ridotte.verifiche, name="caso-verifiche"),
    path("casi/<int:pk>/scadenze/", scadenze.elenco, name="caso-scadenze"),
    path("casi/<int:pk>/diario/", diario.diario, name="caso-diario"),
]

# Acts on the whole case
urlpatterns += [
    path("casi/<int:pk>/assegna/", casi.assegna, name="caso-assegna"),
    path("casi/<int:pk>/chiudi/", casi.chiudi, name="caso-chiudi"),
    path("casi/<int:pk>/trasferisci/", casi.trasferisci, name="caso-trasferisci"),
    path("casi/<int:pk>/riapri/", casi.riapri, name="caso-riapri"),
    path("casi/<int:pk>/beneficio/", casi.beneficio, name="caso-beneficio"),
    path("casi/<int:pk>/date/", casi.date, name="caso-date"),
    path("casi/<int:pk>/rinnovo/", casi.rinnovo, name="caso-rinnovo"),
    path(
        "casi/<int:pk>/monitoraggio/escludi/",
        casi.escludi_monitoraggio,
        name="caso-escludi-monitoraggio",
    ),
    path(
        "casi/<int:pk>/monitoraggio/riammetti/",
        casi.riammetti_monitoraggio,
        name="caso-riammetti-monitoraggio",
    ),
]

# Appointments of a case
urlpatterns += [
    path("casi/<int:pk>/appuntamenti/nuovo/", appuntamenti.nuovo, name="appuntamento-nuovo"),
    path("casi/<int:pk>/appuntamenti/spontanea/", appuntamenti.spontanea, name="appuntamento-spontanea"),
    path("casi/<int:pk>/appuntamenti/<int:numero>/", appuntamenti.scheda, name="appuntamento-scheda"),
    path("casi/<int:pk>/appuntamenti/<int:numero>/sposta/", appuntamenti.sposta, name="appuntamento-sposta"),
    path(
        "casi/<int:pk>/appuntamenti/<int:numero>/convoca/", appuntamenti.convoca, name="appuntamento-convoca"
    ),
    path(
        "casi/<int:pk>/appuntamenti/<int:numero>/consegna/",
        appuntamenti.consegna,
        name="appuntamento-consegna",
    ),
    path("casi/<int:pk>/appuntamenti/<int:numero>/esito/", appuntamenti.esito, name="appuntamento-esito"),
    path("casi/<int:pk>/appuntamenti/<int:numero>/gepi/", appuntamenti.gepi, name="appuntamento-gepi"),
]

# Duties of the members
urlpatterns += [
    path("casi/<int:pk>/obblighi/", obblighi.elenco, name="caso-obblighi"),
    path("casi/<int:pk>/obblighi/allinea/", obblighi.allinea, name="caso-allinea"),
    path("casi/<int:pk>/obblighi/<int:numero>/", obblighi.componente, name="obbligo-componente"),
]

# caso: access to the cases of others
urlpatterns += [
    path("casi/<int:pk>/chiedi-accesso/", accessi.chiedi, name="caso-chiedi-accesso"),
    path("casi/<int:pk>/apri-subito/", accessi.subito, name="caso-apri-subito"),
    path("casi/<int:pk>/accessi/", accessi.chi_ha_letto, name="caso-accessi"),
    path("accessi/", accessi.elenco, name="accesso-elenco"),
    path("accessi/<int:pk>/", accessi.rispondi, name="accesso-rispondi"),
    path("accessi/<int:pk>/revisione/", accessi.rivedi, name="accesso-rivedi"),
    path("accessi/<int:pk>/revoca/", accessi.revoca, name="accesso-revoca"),
]

# Anagrafe
urlpatterns += [
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
        "nuclei/<int:pk>/componenti/<int:appartenenza>/conferma/",
        nuclei.componente_conferma,
        name="nucleo-componente-conferma",
    ),
    path("nuclei/<int:pk>/isee/nuova/", nuclei.isee, name="nucleo-isee-nuova"),
    path("nuclei/<int:pk>/isee/<int:attestazione>/", nuclei.isee, name="nucleo-isee-modifica"),
=======
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
>>>>>>> importazione
]
