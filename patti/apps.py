from django.apps import AppConfig


class PattiConfig(AppConfig):
    name = "patti"
    verbose_name = "Patti per l'inclusione sociale"

    def ready(self) -> None:
        from adi_platform.documenti.accesso import registra_regola
        from adi_platform.documenti.benchmark import registra_fonte as registra_fonte_di_prova
        from adi_platform.documenti.modelli import registra_modello
        from cases.blocchi import registra_blocco
        from cases.cronologia import registra_fonte
        from cases.passi import registra_passo
        from cases.popolamento import registra_fase
        from patti.benchmark import contenuti_dei_patti
        from patti.blocchi import blocco_patto, eventi_patto, passo_del_patto
        from patti.permissions import apre_documento_del_patto, apre_documento_riservato
        from patti.popolamento import popola_patti
        from patti.popolamento_pai import popola_pai
        from patti.receivers import lo_standard_dell_equipe_e_rispettato
        from patti.services.firma import TIPO_FIRMA
        from patti.services.stampa import TIPO_ALLEGATO, TIPO_PAI, TIPO_PATTO
        from patti.signals import patto_sottoscritto

        registra_fonte_di_prova("Patti", contenuti_dei_patti)
        registra_modello(TIPO_PATTO, template="patti/pdf/patto.html", versione="4")
        registra_modello(TIPO_PAI, template="patti/pdf/pai.html", versione="3")
        registra_modello(TIPO_ALLEGATO, template="patti/pdf/allegato.html", versione="3")
        registra_regola(TIPO_PATTO, apre_documento_del_patto)
        registra_regola(TIPO_PAI, apre_documento_del_patto)
        registra_regola(TIPO_ALLEGATO, apre_documento_riservato)
        registra_regola(TIPO_FIRMA, apre_documento_riservato)
        patto_sottoscritto.connect(
            lo_standard_dell_equipe_e_rispettato, dispatch_uid="patti.lo_standard_dell_equipe_e_rispettato"
        )
        registra_blocco("patti.patto", 50, blocco_patto, "patti/_blocco.html")
        registra_fonte("patti", eventi_patto)
        registra_passo(("incontrato", "in_analisi", "analizzato", "patto_in_definizione"), passo_del_patto)
        registra_fase("patto_in_definizione", popola_patti)
        registra_fase("incontrato", popola_pai)
