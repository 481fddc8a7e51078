"""Addresses of the contributions: one module for each room."""

from contributi.urls import commissione, denaro, misure, provvedimenti, richieste

app_name = "contributi"
urlpatterns = [
    *misure.urlpatterns,
    *commissione.urlpatterns,
    *richieste.urlpatterns,
    *provvedimenti.urlpatterns,
    *denaro.urlpatterns,
]
