"""Addresses of this room."""

from django.urls import URLPattern, path

from equipe.views import equipe, piani

urlpatterns: list[URLPattern] = [
    path("casi/<int:pk>/equipe/", equipe.scheda, name="equipe-scheda"),
    path("casi/<int:pk>/equipe/costituisci/", equipe.costituisci, name="equipe-costituisci"),
    path("casi/<int:pk>/equipe/membri/nuovo/", equipe.membro_nuovo, name="equipe-membro-nuovo"),
    path("casi/<int:pk>/equipe/membri/<int:membro>/esce/", equipe.membro_esce, name="equipe-membro-esce"),
    path("equipe/pianifica/", piani.elenco, name="equipe-pianifica"),
    path("equipe/pianifica/<int:pk>/", piani.scheda, name="equipe-piano"),
    path("equipe/pianifica/<int:pk>/nuclei/<int:caso>/", piani.nucleo, name="equipe-piano-nucleo"),
    path("equipe/pianifica/<int:pk>/nuclei/<int:caso>/togli/", piani.togli, name="equipe-piano-togli"),
    path("equipe/pianifica/<int:pk>/conferma/", piani.conferma, name="equipe-piano-conferma"),
]
