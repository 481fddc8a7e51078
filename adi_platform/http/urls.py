"""Addresses of this room."""

from django.urls import path

from adi_platform.http.viste import pubbliche, sessione, stile

urlpatterns = [
    path("stile/", stile.stile, name="stile"),
    path("accessibilita/", pubbliche.accessibilita, name="accessibilita"),
    path("privacy/", pubbliche.privacy, name="privacy"),
    path("sessione/", sessione.stato, name="sessione"),
    path("sessione/prolunga/", sessione.prolunga, name="sessione-prolunga"),
]
