"""Addresses of this room."""

from django.urls import path

from adi_platform.http.viste import documenti, lavori, posta, pubbliche, salute, sessione, stile, verifica

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
