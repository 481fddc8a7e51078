from django.apps import AppConfig

from adi_platform.ui.messaggi import parla_come_la_casa


class UiConfig(AppConfig):
    name = "adi_platform.ui"
    label = "ui"
    verbose_name = "Componenti"

    def ready(self) -> None:
        parla_come_la_casa()
