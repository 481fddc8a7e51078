"""What the room of the money tells the rest of the house at start."""


def collega() -> None:
    from adi_platform.documenti.accesso import registra_regola
    from adi_platform.documenti.modelli import registra_modello
    from adi_platform.http.navigazione import Porta, registra_porta
    from adi_platform.organizzazione.enums import Ruolo
    from cases.scrivania import registra_voci
    from contributi.blocchi_denaro import voci_del_denaro
    from contributi.permissions import denaro as permessi
    from contributi.receivers import il_denaro_segue_il_provvedimento
    from contributi.services.buoni import TIPO_BUONO
    from contributi.services.creditori import TIPO_GIUSTIFICATIVO
    from contributi.services.liquidazioni import TIPO_LIQUIDAZIONE
    from contributi.services.rendiconti import TIPO_RENDICONTO
    from contributi.signals import provvedimento_adottato

    registra_modello(TIPO_LIQUIDAZIONE, template="contributi/pdf/liquidazione.html", versione="1")
    registra_modello(TIPO_BUONO, template="contributi/pdf/buono.html", versione="2")
    registra_modello(TIPO_RENDICONTO, template="contributi/pdf/rendiconto.html", versione="1")
    registra_regola(TIPO_LIQUIDAZIONE, permessi.apre_la_contabilita)
    registra_regola(TIPO_BUONO, permessi.apre_il_buono)
    registra_regola(TIPO_RENDICONTO, permessi.apre_il_rendiconto)
    registra_regola(TIPO_GIUSTIFICATIVO, permessi.apre_il_giustificativo)
    registra_voci("contributi.denaro", voci_del_denaro)
    registra_porta(
        Porta(
            etichetta="Cassa dei buoni",
            nome_url="contributi:cassa",
            icona="it-card",
            ruoli=frozenset({Ruolo.REFERENTE_PARTNER}),
            se=permessi.ha_la_cassa,
        )
    )
    provvedimento_adottato.connect(
        il_denaro_segue_il_provvedimento, dispatch_uid="contributi.denaro_segue_il_provvedimento"
    )
