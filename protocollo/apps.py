from django.apps import AppConfig


class ProtocolloConfig(AppConfig):
    name = "protocollo"
    verbose_name = "Rete degli enti e portale dei partner"

    def ready(self) -> None:
        from protocollo.collegamenti import collega

        collega()
