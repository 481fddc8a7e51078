"""Addresses of this room."""

from django.urls import URLPattern, path

from equipe.views import (
    composizione,
    contributi,
    decisioni,
    equipe,
    incontri,
    incontro,
    inviti,
    piani,
    quadro,
    quadro_sezione,
    verbale,
)

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
    path("casi/<int:pk>/equipe/incontri/<int:incontro>/", incontro.scheda, name="equipe-incontro"),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/punti/nuovo/",
        incontro.punto_nuovo,
        name="equipe-incontro-punto-nuovo",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/punti/<int:punto>/<slug:verso>/",
        incontro.punto_sposta,
        name="equipe-incontro-punto",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/presenze/",
        incontro.presenze,
        name="equipe-incontro-presenze",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/decisioni/nuova/",
        decisioni.nuova,
        name="equipe-incontro-decisione-nuova",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/decisioni/<int:decisione>/correggi/",
        decisioni.correggi,
        name="equipe-incontro-decisione-correggi",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/decisioni/<int:decisione>/togli/",
        decisioni.togli,
        name="equipe-incontro-decisione-togli",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/decisioni/<int:decisione>/fatta/",
        decisioni.fatta,
        name="equipe-incontro-decisione-fatta",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/svolto/", incontro.svolto, name="equipe-incontro-svolto"
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/verbale/",
        verbale.scrivi,
        name="equipe-incontro-verbale",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/verbale/approva/",
        verbale.approva,
        name="equipe-incontro-verbale-approva",
    ),
    path("casi/<int:pk>/quadro/", quadro.quadro, name="quadro"),
    path("casi/<int:pk>/quadro/inizia/", quadro.inizia, name="quadro-inizia"),
    path("casi/<int:pk>/quadro/concludi/", quadro.concludi, name="quadro-concludi"),
    path("casi/<int:pk>/quadro/rivedi/", quadro.rivedi, name="quadro-rivedi"),
    path("casi/<int:pk>/quadro/andamento/", quadro.andamento, name="quadro-andamento"),
    path("casi/<int:pk>/quadro/periodi/<int:numero>/", quadro.periodo, name="quadro-periodo"),
    path(
        "casi/<int:pk>/quadro/contributi/<int:contributo>/accogli/",
        contributi.accogli,
        name="quadro-contributo-accogli",
    ),
    path(
        "casi/<int:pk>/quadro/contributi/<int:contributo>/rifiuta/",
        contributi.rifiuta,
        name="quadro-contributo-rifiuta",
    ),
    path("casi/<int:pk>/quadro/<str:dominio>/<str:soggetto>/", quadro_sezione.sezione, name="quadro-sezione"),
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
        "casi/<int:pk>/equipe/incontri/<int:incontro>/invitati/<int:partecipante>/togli/",
        incontri.togli,
        name="equipe-incontro-togli",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/orari/<int:partecipante>/",
        incontri.orario,
        name="equipe-incontro-orario",
    ),
    path(
        "casi/<int:pk>/equipe/incontri/<int:incontro>/invitati/<int:partecipante>/risposta/",
        incontri.a_voce,
        name="equipe-incontro-risposta",
    ),
    path("equipe/inviti/", inviti.elenco, name="inviti"),
    path("equipe/inviti/<int:pk>/", inviti.scheda, name="invito"),
    path("equipe/inviti/<int:pk>/calendario/", inviti.calendario, name="invito-calendario"),
    path("equipe/inviti/<int:pk>/<slug:risposta>/", inviti.rispondi, name="invito-rispondi"),
]
