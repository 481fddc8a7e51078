from django.apps import AppConfig


class RicercaConfig(AppConfig):
    name = "adi_platform.ricerca"
    label = "ricerca"
    verbose_name = "Ricerca"
