from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "adi_platform.outbox"
    label = "outbox"
    verbose_name = "Messaggi e lavori"
