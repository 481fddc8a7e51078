from django.apps import AppConfig


class RepertorioConfig(AppConfig):
    name = "adi_platform.repertorio"
    label = "repertorio"
    verbose_name = "Repertorio"
