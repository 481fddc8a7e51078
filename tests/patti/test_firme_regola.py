"""The rule of the signatures, visible on the page."""

from patti.rules.firme import PosizioneFirma, verifica_firme

ADA = PosizioneFirma(nome="Ada", modo="schermo", impronta="x")
IVO = PosizioneFirma(nome="Ivo", modo="carta", impronta="x")
SERVIZIO = PosizioneFirma(nome="Anna", modo="schermo", impronta="x")


def codici(adulti: tuple[PosizioneFirma, ...], servizio: PosizioneFirma = SERVIZIO) -> list[str]:
    return [m.codice for m in verifica_firme(adulti=adulti, servizio=servizio, impronta="x").motivi]


def test_quando_firmano_tutti_e_il_servizio_le_firme_sono_complete() -> None:
    assert codici((ADA, IVO)) == []


def test_chi_non_si_e_espresso_ferma_la_chiusura() -> None:
    assert codici((ADA, PosizioneFirma(nome="Ivo"))) == ["firma_mancante"]


def test_manca_la_firma_del_servizio() -> None:
    assert codici((ADA,), PosizioneFirma(nome="Anna")) == ["firma_servizio"]


def test_un_rifiuto_con_motivo_non_ferma_la_chiusura_se_un_adulto_firma() -> None:
    rifiuto = PosizioneFirma(nome="Ivo", modo="rifiuto", impronta="x")
    esito = verifica_firme(adulti=(ADA, rifiuto), servizio=SERVIZIO, impronta="x")

    assert esito.ok
    assert esito.motivi == ()


def test_il_rifiuto_di_chi_ha_obblighi_e_un_avviso_che_lascia_decidere() -> None:
    rifiuto = PosizioneFirma(nome="Ivo", modo="rifiuto", impronta="x", obbligata=True)
    esito = verifica_firme(adulti=(ADA, rifiuto), servizio=SERVIZIO, impronta="x")

    assert esito.ok
    assert [m.articolo for m in esito.motivi] == ["DL 48/2023 art. 8 c. 6 lett. b)"]


def test_se_nessun_adulto_firma_il_patto_non_e_sottoscritto() -> None:
    rifiuto = PosizioneFirma(nome="Ada", modo="rifiuto", impronta="x")

    assert "nessuna_firma" in codici((rifiuto,))


def test_una_firma_su_un_altro_testo_va_rifatta() -> None:
    assert codici((PosizioneFirma(nome="Ada", modo="schermo", impronta="y"),)) == ["testo_cambiato"]
