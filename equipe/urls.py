"""Addresses of this room."""

from django.urls import URLPattern, path

from equipe.views import equipe

urlpatterns: list[URLPattern] = [
    path("casi/<int:pk>/equipe/", equipe.scheda, name="equipe-scheda"),
    path("casi/<int:pk>/equipe/costituisci/", equipe.costituisci, name="equipe-costituisci"),
    path("casi/<int:pk>/equipe/membri/nuovo/", equipe.membro_nuovo, name="equipe-membro-nuovo"),
    path("casi/<int:pk>/equipe/membri/<int:membro>/esce/", equipe.membro_esce, name="equipe-membro-esce"),
]
