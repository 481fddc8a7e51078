from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adi_platform.calendario.mesi import Mese, aggiungi_mesi, inizio_mese_successivo

GIORNI = st.dates(min_value=date(1990, 1, 1), max_value=date(2150, 12, 31))


@pytest.mark.parametrize(
    ("giorno", "mesi", "atteso"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_i_mesi_vanno_al_giorno_corrispondente_o_all_ultimo(giorno: date, mesi: int, atteso: date) -> None:
    assert aggiungi_mesi(giorno, mesi) == atteso


def test_il_mese_dopo_dicembre_e_gennaio() -> None:
    assert inizio_mese_successivo(date(2026, 12, 31)) == date(2027, 1, 1)
    assert str(Mese(2026, 12).piu(1)) == "2027-01"
    assert Mese.da_testo("2026-07").nome == "luglio 2026"
    assert Mese(2028, 2).ultimo_giorno == date(2028, 2, 29)


def test_il_tredicesimo_mese_non_esiste() -> None:
    with pytest.raises(ValueError, match="month"):
        Mese(2026, 13)


@given(GIORNI, st.integers(-240, 240))
def test_l_aritmetica_dei_mesi_non_salta_mai_un_mese(giorno: date, mesi: int) -> None:
    arrivo = aggiungi_mesi(giorno, mesi)
    assert Mese.di(arrivo).distanza_da(Mese.di(giorno)) == mesi
    assert arrivo.day == min(giorno.day, Mese.di(arrivo).ultimo_giorno.day)


@given(GIORNI, st.integers(0, 240))
def test_andare_avanti_e_indietro_di_mesi_torna_allo_stesso_mese(giorno: date, mesi: int) -> None:
    mese = Mese.di(giorno)
    assert mese.piu(mesi).piu(-mesi) == mese
