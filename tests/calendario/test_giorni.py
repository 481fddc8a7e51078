from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adi_platform.calendario.festivita import AnnoFuoriCalendario, festivita_nazionali
from adi_platform.calendario.giorni import (
    CALENDARIO_NAZIONALE,
    Calendario,
    GiornoFisso,
    GiornoNonValido,
    giorno_di_roma,
)

GIORNI = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
CALENDARI = st.builds(
    Calendario,
    patrono=st.none() | st.builds(GiornoFisso, mese=st.integers(1, 12), giorno=st.integers(1, 28)),
    sabato_festivo=st.booleans(),
    chiusure=st.frozensets(GIORNI, max_size=3),
)


def test_il_4_ottobre_e_festa_nazionale_solo_dal_2026() -> None:
    assert date(2025, 10, 4) not in festivita_nazionali(2025)
    assert "San Francesco" in festivita_nazionali(2026)[date(2026, 10, 4)]
    assert CALENDARIO_NAZIONALE.e_festivo(date(2027, 10, 4))
    assert CALENDARIO_NAZIONALE.e_lavorativo(date(2024, 10, 4))


@pytest.mark.parametrize("lunedi", [date(2024, 4, 1), date(2026, 4, 6), date(2027, 3, 29)])
def test_il_lunedi_dell_angelo_e_festivo(lunedi: date) -> None:
    assert CALENDARIO_NAZIONALE.motivo_festivo(lunedi) == "Lunedì dell'Angelo"
    assert CALENDARIO_NAZIONALE.primo_lavorativo(lunedi - timedelta(days=1)) == lunedi + timedelta(days=1)


def test_i_nomi_delle_feste_sono_in_italiano() -> None:
    assert festivita_nazionali(2026)[date(2026, 6, 2)] == "Festa della Repubblica"


def test_il_patrono_e_festivo_solo_nel_suo_comune() -> None:
    con_patrono = Calendario(patrono=GiornoFisso.da_testo("06-29"))
    assert con_patrono.motivo_festivo(date(2026, 6, 29)) == "Festa del patrono"
    assert CALENDARIO_NAZIONALE.e_lavorativo(date(2026, 6, 29))


def test_il_sabato_e_festivo_solo_se_lo_si_dice() -> None:
    sabato = date(2026, 6, 6)
    assert CALENDARIO_NAZIONALE.e_lavorativo(sabato)
    assert Calendario(sabato_festivo=True).primo_lavorativo(sabato) == date(2026, 6, 8)


def test_una_chiusura_dell_ufficio_e_festiva() -> None:
    assert Calendario(chiusure=frozenset({date(2026, 8, 14)})).e_festivo(date(2026, 8, 14))


@pytest.mark.parametrize("testo", ["", "29", "02-30", "13-01", "giu-29", "06-29-01", "06-\x00"])
def test_un_patrono_scritto_male_e_rifiutato_in_italiano(testo: str) -> None:
    with pytest.raises(GiornoNonValido, match=r"patrono|scrivere mese e giorno"):
        GiornoFisso.da_testo(testo)


@pytest.mark.parametrize("anno", [1, 1899, 2200, 9999])
def test_un_anno_assurdo_e_un_errore_comprensibile(anno: int) -> None:
    with pytest.raises(AnnoFuoriCalendario, match="controllare la data"):
        CALENDARIO_NAZIONALE.primo_lavorativo(date(anno, 1, 1))


def test_venti_giorni_lavorativi_saltano_feste_e_fine_settimana() -> None:
    ufficio = Calendario(sabato_festivo=True)
    assert ufficio.aggiungi_lavorativi(date(2026, 3, 16), 20) == date(2026, 4, 14)
    assert ufficio.lavorativi_tra(date(2026, 4, 3), date(2026, 4, 9)) == 3


def test_non_si_aggiungono_giorni_negativi() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDARIO_NAZIONALE.aggiungi_lavorativi(date(2026, 3, 2), -1)


def test_il_giorno_legale_e_quello_di_roma() -> None:
    assert giorno_di_roma(datetime(2026, 3, 29, 22, 30, tzinfo=UTC)) == date(2026, 3, 30)
    assert giorno_di_roma(datetime(2026, 3, 28, 22, 30, tzinfo=UTC)) == date(2026, 3, 28)
    assert giorno_di_roma(datetime(2026, 11, 3, 22, 30, tzinfo=UTC)) == date(2026, 11, 3)
    gia_a_roma = datetime.fromisoformat("2026-11-03T23:30")
    assert giorno_di_roma(gia_a_roma) == date(2026, 11, 3)


@given(CALENDARI, GIORNI)
def test_lo_slittamento_non_cade_mai_in_un_giorno_festivo(calendario: Calendario, giorno: date) -> None:
    arrivo = calendario.primo_lavorativo(giorno)
    assert calendario.e_lavorativo(arrivo)
    assert all(calendario.e_festivo(giorno + timedelta(days=n)) for n in range((arrivo - giorno).days))


@given(CALENDARI, GIORNI, st.integers(0, 60))
def test_i_giorni_lavorativi_aggiunti_si_ritrovano_contando(
    calendario: Calendario, giorno: date, quanti: int
) -> None:
    arrivo = calendario.aggiungi_lavorativi(giorno, quanti)
    un_giorno = timedelta(days=1)
    assert calendario.lavorativi_tra(giorno + un_giorno, arrivo + un_giorno) == quanti
