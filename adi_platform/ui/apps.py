from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "adi_platform.ui"
    label = "ui"
    verbose_name = "Componenti"
