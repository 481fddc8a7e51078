"""Addresses of this room."""

from django.urls import URLPattern, path

from equipe.views import composizione, equipe, incontri, inviti, piani

urlpatterns: list[URLPattern] = [
    path("casi/<int:pk>/equipe/", equipe.scheda, name="equipe-scheda"),
    path("casi/<int:pk>/equipe/costituisci/", equipe.costituisci, name="equipe-costituisci"),
    path("casi/<int:pk>/equipe/membri/nuovo/", equipe.membro_nuovo, name="equipe-membro-nuovo"),
    path("casi/<int:pk>/equipe/membri/<int:membro>/esce/", equipe.membro_esce, name="equipe-membro-esce"),
    path("casi/<int:pk>/equipe/proposta/", composizione.proposta, name="equipe-proposta"),
    path("casi/<int:pk>/equipe/sciogli/", composizione.sciogli, name="equipe-sciogli"),
    path("casi/<int:pk>/equipe/cambia/<slug:posto>/", composizione.cambia, name="equipe-cambia"),
    path("equipe/pianifica/", piani.elenco, name="equipe-pianifica"),
    path("equipe/pianifica/<int:pk>/", piani.scheda, name="equipe-piano"),
    path("equipe/pianifica/<int:pk>/nuclei/<int:caso>/", piani.nucleo, name="equipe-piano-nucleo"),
    path("equipe/pianifica/<int:pk>/nuclei/<int:caso>/togli/", piani.togli, name="equipe-piano-togli"),
    path("equipe/pianifica/<int:pk>/conferma/", piani.conferma, name="equipe-piano-conferma"),
]

urlpatterns += [
    path("casi/<int:pk>/equipe/incontri/", incontri.elenco, name="equipe-incontri"),
    path("casi/<int:pk>/equipe/incontri/nuovo/", incontri.nuovo, name="equipe-incontro-nuovo"),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/sposta/", incontri.sposta, name="equipe-incontro-sposta"
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/annulla/",
        incontri.annulla,
        name="equipe-incontro-annulla",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/orari/<int:partecipante>/",
        incontri.orario,
        name="equipe-incontro-orario",
    ),
    path("equipe/inviti/", inviti.elenco, name="inviti"),
    path("equipe/inviti/<int:pk>/", inviti.scheda, name="invito"),
    path("equipe/inviti/<int:pk>/calendario/", inviti.calendario, name="invito-calendario"),
    path("equipe/inviti/<int:pk>/<slug:risposta>/", inviti.rispondi, name="invito-rispondi"),
]
