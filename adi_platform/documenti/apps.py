from django.apps import AppConfig


class DocumentiConfig(AppConfig):
    name = "adi_platform.documenti"
    label = "documenti"
    verbose_name = "Documenti"

    def ready(self) -> None:
        from adi_platform.documenti import accesso, modelli
        from adi_platform.documenti.services import resoconto_letture
        from adi_platform.documenti.services.genera import TIPO_LAVORO
        from adi_platform.documenti.services.produci import produci, segna_fallito
        from adi_platform.organizzazione.enums import Ruolo
        from adi_platform.outbox.lavori import registra_esecutore

        modelli.registra_modello("documenti.prova", template="documenti/pdf/prova.html", versione="1")
        modelli.registra_modello(
            resoconto_letture.TIPO, template="registro_accessi/pdf/resoconto.html", versione="1"
        )
        accesso.registra_regola(
            resoconto_letture.TIPO,
            lambda perimetro, documento: (
                perimetro.copre(Ruolo.DPO_AUDITOR, ambito_id=documento.ambito_id)
                or documento.creato_da_id == perimetro.utente_id
            ),
        )
        registra_esecutore(
            TIPO_LAVORO, produci, se_fallisce=segna_fallito, titolo="Preparazione di un documento"
        )
