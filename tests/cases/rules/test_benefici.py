from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adi_platform.calendario.mesi import Mese
from adi_platform.norme.errori import ParametroSenzaValore
from cases.rules.benefici import (
    Componenti,
    Confronto,
    in_euro,
    scala_equivalenza,
    verifica_isee,
    verifica_reddito,
)
from cases.rules.periodi_beneficio import TipoPeriodo, periodo_beneficio
from cases.rules.valori_termini import DatoMancante

AL = date(2026, 3, 1)
NUOVO_ISEE = "prestazioni_familiari_inclusione"
PICCOLI = st.integers(0, 8)
COMPONENTI = st.builds(
    Componenti,
    altri_disabili=PICCOLI,
    altri_60_anni=PICCOLI,
    altri_adulti_cura=PICCOLI,
    altri_adulti_svantaggio=PICCOLI,
    minori=PICCOLI,
    disabilita_grave=st.booleans(),
)
MESI = st.builds(Mese, st.integers(2024, 2040), st.integers(1, 12))


@given(COMPONENTI)
def test_la_scala_sta_tra_uno_e_il_massimo(componenti: Componenti) -> None:
    scala = scala_equivalenza(componenti, al=AL)
    massimo = Decimal("2.30") if componenti.disabilita_grave else Decimal("2.20")
    assert 1 <= scala.valore <= massimo
    assert scala.valore == min(scala.intera, massimo)


@given(COMPONENTI, st.decimals(0, 20000, places=2))
def test_ogni_esito_negativo_ha_un_motivo_con_l_articolo(componenti: Componenti, importo: Decimal) -> None:
    for verifica in (
        verifica_reddito(importo, componenti, al=AL),
        verifica_isee(importo, NUOVO_ISEE, al=AL),
        verifica_isee(importo, "ordinario", al=AL),
    ):
        assert verifica.esito.ok == (verifica.confronto is Confronto.ENTRO)
        assert verifica.esito.ok != bool(verifica.esito.motivi)
        assert all(motivo.articolo for motivo in verifica.esito.motivi)
        assert verifica.esito.parametri


def test_la_soglia_isee_e_compresa_quella_di_reddito_no() -> None:
    assert verifica_isee(Decimal("10140.00"), NUOVO_ISEE, al=AL).esito.ok
    assert verifica_reddito(Decimal("6499.99"), Componenti(), al=AL).esito.ok
    assert not verifica_reddito(Decimal("6500.00"), Componenti(), al=AL).esito.ok


def test_il_motivo_dice_quale_isee_serve() -> None:
    motivo = verifica_isee(Decimal(1), "ordinario", al=AL).esito.motivi[0]
    assert motivo.codice == "ISEE_TIPO"
    assert "ISEE per specifiche prestazioni familiari" in motivo.testo


def test_gli_importi_si_leggono_all_italiana() -> None:
    assert in_euro(Decimal("10140")) == "10.140,00"
    assert "10.140,00 euro compresi" in verifica_isee(Decimal(1), NUOVO_ISEE, al=AL).passi[0].testo


def test_prima_dell_assegno_non_c_e_soglia() -> None:
    with pytest.raises(ParametroSenzaValore, match="il primo vale dal"):
        verifica_isee(Decimal(1), "ordinario", al=date(2022, 1, 1))


def test_i_componenti_non_sono_negativi() -> None:
    with pytest.raises(ValueError, match="negative"):
        Componenti(minori=-1)


def test_senza_date_il_periodo_non_si_calcola() -> None:
    with pytest.raises(DatoMancante, match="primo mese pagato o la data del PAD"):
        periodo_beneficio(TipoPeriodo.PRIMO)


@given(MESI, st.sampled_from(TipoPeriodo))
def test_il_rinnovo_segue_subito_o_dopo_un_solo_mese(primo: Mese, tipo: TipoPeriodo) -> None:
    periodo = periodo_beneficio(tipo, primo_mese=primo)
    mesi = 18 if tipo is TipoPeriodo.PRIMO else 12
    assert periodo.ultimo_mese.distanza_da(primo) == mesi - 1
    pausa = periodo.primo_mese_rinnovo.distanza_da(periodo.ultimo_mese) - 1
    assert pausa == (1 if periodo.mese_sospeso else 0)
    assert (pausa == 0) == (periodo.ultimo_mese >= Mese(2025, 12))


@given(MESI, st.sampled_from(TipoPeriodo))
def test_la_quota_e_incerta_solo_se_la_sospensione_cade_a_dicembre_2025(
    primo: Mese, tipo: TipoPeriodo
) -> None:
    periodo = periodo_beneficio(tipo, primo_mese=primo)
    assert (periodo.quota_primo_mese_rinnovo is None) == (periodo.mese_sospeso == Mese(2025, 12))
