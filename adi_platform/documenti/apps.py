from django.apps import AppConfig


class DocumentiConfig(AppConfig):
    name = "adi_platform.documenti"
    label = "documenti"
    verbose_name = "Documenti"

    def ready(self) -> None:
        from adi_platform.documenti import modelli
        from adi_platform.documenti.services.genera import TIPO_LAVORO
        from adi_platform.documenti.services.produci import produci, segna_fallito
        from adi_platform.outbox.lavori import registra_esecutore

        modelli.registra_modello("documenti.prova", template="documenti/pdf/prova.html", versione="1")
        registra_esecutore(TIPO_LAVORO, produci, se_fallisce=segna_fallito)
