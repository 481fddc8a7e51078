from django.apps import AppConfig


class RepertorioConfig(AppConfig):
    name = "adi_platform.repertorio"
    label = "repertorio"
    verbose_name = "Repertorio"

    def ready(self) -> None:
        from adi_platform.outbox.lavori import registra_esecutore
        from adi_platform.repertorio.services.protocolla import TIPO_LAVORO, protocolla

        registra_esecutore(TIPO_LAVORO, protocolla, titolo="Registrazione nel protocollo dell'ente")
