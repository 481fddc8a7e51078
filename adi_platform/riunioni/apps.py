from django.apps import AppConfig


class RiunioniConfig(AppConfig):
    name = "adi_platform.riunioni"
    label = "riunioni"
    verbose_name = "Riunioni"
