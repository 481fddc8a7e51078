from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Casi e nuclei"

    def ready(self) -> None:
        from adi_platform.outbox.lavori import registra_esecutore
        from cases.benchmark import registra_misura
        from cases.benchmark.documenti import misura_documenti
        from cases.benchmark.importazione import misura_importazione
        from cases.benchmark.pagine import misura_pagine
        from cases.benchmark.ricerca import misura_ricerca
        from cases.collegamenti import collega_caso
        from cases.collegamenti_analisi import collega_analisi
        from cases.services.importazione import applica, leggi, scarto
        from cases.services.importazione.mappa import LAVORO_LETTURA

        registra_esecutore(
            LAVORO_LETTURA,
            leggi.leggi_elenco,
            se_fallisce=leggi.lettura_fallita,
            titolo="Lettura di un elenco",
            se_riprova=leggi.lettura_da_rifare,
        )
        registra_esecutore(
            applica.LAVORO_IMPORTAZIONE,
            applica.importa_elenco,
            se_fallisce=applica.importazione_fallita,
            titolo="Importazione di un elenco",
            se_riprova=applica.importazione_da_rifare,
        )
        registra_esecutore(
            scarto.LAVORO_SCARTO, scarto.scarta_elenchi, titolo="Eliminazione degli elenchi scaduti"
        )
        registra_misura("ricerca", misura_ricerca)
        registra_misura("pagine", misura_pagine)
        registra_misura("import", misura_importazione)
        registra_misura("pdf", misura_documenti)
        collega_caso()
        collega_analisi()
