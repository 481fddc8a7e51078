"""Addresses of the desk, of the cases and of the acts on them."""

from django.urls import path

from cases.views import (
    accessi,
    agenda,
    appuntamenti,
    casi,
    diario,
    documenti,
    elenco,
    obblighi,
    ridotte,
    scadenze,
    scrivania,
    selezione,
)

urlpatterns = [
    # caso: desk, list, sheet
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
    path("casi/<int:pk>/documenti/", documenti.elenco, name="caso-documenti"),
    path("casi/<int:pk>/documenti/nuovo/", documenti.nuovo, name="caso-documento-nuovo"),
    # Acts on the whole case
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
    # Appointments of a case
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
    # Duties of the members
    path("casi/<int:pk>/obblighi/", obblighi.elenco, name="caso-obblighi"),
    path("casi/<int:pk>/obblighi/allinea/", obblighi.allinea, name="caso-allinea"),
    path("casi/<int:pk>/obblighi/<int:numero>/", obblighi.componente, name="obbligo-componente"),
    # caso: access to the cases of others
    path("casi/<int:pk>/chiedi-accesso/", accessi.chiedi, name="caso-chiedi-accesso"),
    path("casi/<int:pk>/apri-subito/", accessi.subito, name="caso-apri-subito"),
    path("casi/<int:pk>/accessi/", accessi.chi_ha_letto, name="caso-accessi"),
    path("casi/<int:pk>/accessi/resoconto/", accessi.resoconto, name="caso-resoconto"),
    path("accessi/", accessi.elenco, name="accesso-elenco"),
    path("accessi/<int:pk>/", accessi.rispondi, name="accesso-rispondi"),
    path("accessi/<int:pk>/revisione/", accessi.rivedi, name="accesso-rivedi"),
    path("accessi/<int:pk>/revoca/", accessi.revoca, name="accesso-revoca"),
]
