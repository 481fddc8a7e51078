from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "adi_platform.outbox"
    label = "outbox"
    verbose_name = "Messaggi e lavori"

    def ready(self) -> None:
        from adi_platform.outbox import receivers  # noqa: F401  connects the signals of the worker
