"""Addresses of this room."""

from django.urls import path

from adi_platform.http.viste import (
    consegne,
    disponibilita,
    documenti,
    lavori,
    letture,
    posta,
    pubbliche,
    salute,
    sessione,
    stile,
    verifica,
)
from adi_platform.http.viste.organizzazione import approvazioni, luoghi, parametri, persone

urlpatterns = [
    path("stile/", stile.stile, name="stile"),
    path("accessibilita/", pubbliche.accessibilita, name="accessibilita"),
    path("privacy/", pubbliche.privacy, name="privacy"),
    path("sessione/", sessione.stato, name="sessione"),
    path("sessione/prolunga/", sessione.prolunga, name="sessione-prolunga"),
    path("salute/", salute.salute, name="salute"),
    path("lavoro/<int:pk>/stato/", lavori.stato, name="lavoro-stato"),
    path("posta-di-prova/", posta.elenco, name="posta-di-prova"),
    path("posta-di-prova/<slug:nome>/", posta.lettera, name="posta-di-prova-lettera"),
    path("posta-di-prova/<slug:nome>/allegati/<int:numero>/", posta.allegato, name="posta-di-prova-allegato"),
]

# documenti: the file, its state, another try; the public verification of a code
urlpatterns += [
    path("documento/<uuid:pk>/", documenti.file, name="documento"),
    path("documento/<uuid:pk>/stato/", documenti.stato, name="documento-stato"),
    path("documento/<uuid:pk>/riprova/", documenti.riprova, name="documento-riprova"),
    path("verifica/", verifica.cerca, name="verifica"),
    path("verifica/<str:codice>", verifica.documento, name="verifica-documento"),
]

# registro delle letture: for the DPO
urlpatterns += [
    path("letture/", letture.elenco, name="letture"),
    path("letture/anomalie/", letture.anomalie, name="letture-anomalie"),
    path("letture/casi/<int:caso>/resoconto/", letture.resoconto, name="letture-resoconto"),
]

urlpatterns += [  # organizzazione
    path("organizzazione/", persone.elenco, name="organizzazione"),
    path("organizzazione/persone/nuova/", persone.nuova, name="organizzazione-persona-nuova"),
    path("organizzazione/persone/<int:pk>/", persone.persona, name="organizzazione-persona"),
    path("organizzazione/persone/<int:pk>/accesso/", persone.accesso, name="organizzazione-accesso"),
    path(
        "organizzazione/persone/<int:pk>/incarico/",
        persone.incarico_nuovo,
        name="organizzazione-incarico-nuovo",
    ),
    path(
        "organizzazione/incarichi/<int:pk>/fine/", persone.incarico_fine, name="organizzazione-incarico-fine"
    ),
    path("organizzazione/da-approvare/", approvazioni.elenco, name="organizzazione-approvazioni"),
    path(
        "organizzazione/da-approvare/incarichi/<int:pk>/",
        approvazioni.incarico,
        name="organizzazione-approva-incarico",
    ),
    path(
        "organizzazione/da-approvare/parametri/<int:pk>/",
        approvazioni.parametro,
        name="organizzazione-approva-parametro",
    ),
    path("organizzazione/territorio/", luoghi.territorio, name="organizzazione-territorio"),
    path("organizzazione/enti/", luoghi.enti, name="organizzazione-enti"),
    path("organizzazione/sicurezza/", luoghi.secondo_fattore, name="organizzazione-sicurezza"),
    path("organizzazione/voci/<slug:tipo>/nuova/", luoghi.voce_nuova, name="organizzazione-voce-nuova"),
    path("organizzazione/voci/<slug:tipo>/<int:pk>/", luoghi.voce_modifica, name="organizzazione-voce"),
]

urlpatterns += [  # what the outbox gave up
    path("consegne/", consegne.elenco, name="consegne"),
    path("consegne/<slug:genere>/<int:pk>/", consegne.consegna, name="consegna"),
]

urlpatterns += [  # parametri
    path("parametri/", parametri.elenco, name="parametri"),
    path("parametri/<str:chiave>/", parametri.parametro, name="parametro"),
]

urlpatterns += [  # agenda: the hours that people give
    path("agenda/disponibilita/", disponibilita.mie, name="disponibilita"),
    path("agenda/disponibilita/<int:pk>/togli/", disponibilita.togli_ore, name="disponibilita-togli"),
    path("agenda/assenze/<int:pk>/togli/", disponibilita.togli_assenza, name="disponibilita-assenza-togli"),
    path("agenda/persone/", disponibilita.professionisti, name="disponibilita-professionisti"),
    path("agenda/persone/<int:pk>/", disponibilita.professionista, name="disponibilita-professionista"),
]
