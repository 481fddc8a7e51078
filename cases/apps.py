from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Casi e nuclei"

    def ready(self) -> None:
        from adi_platform.outbox.lavori import registra_esecutore
        from cases.benchmark import registra_misura
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
        registra_misura("ricerca", "cases.benchmark.ricerca.misura_ricerca")
        registra_misura("pagine", "cases.benchmark.pagine.misura_pagine")
        registra_misura("import", "cases.benchmark.importazione.misura_importazione")
        registra_misura("pdf", "cases.benchmark.documenti.misura_documenti")
        collega_caso()
        collega_analisi()
