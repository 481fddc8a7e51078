"""How dates and amounts are written."""

import datetime
from decimal import Decimal

import pytest

from adi_platform.ui.formati import euro, frase, giorno, giorno_breve, giorno_esteso, ora, quanto_manca

LUNEDI = datetime.date(2026, 11, 23)


def test_le_date_sono_scritte_per_esteso_in_italiano() -> None:
    assert giorno(LUNEDI) == "23 novembre 2026"
    assert giorno(datetime.date(2026, 5, 1)) == "1° maggio 2026"
    assert giorno_esteso(LUNEDI) == "lunedì 23 novembre 2026"
    assert giorno_breve(LUNEDI) == "23/11/2026"


def test_un_istante_e_letto_nel_giorno_italiano() -> None:
    notte = datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC)
    assert giorno(notte) == "1° gennaio 2027"
    assert ora(notte) == "00:30"


@pytest.mark.parametrize("testo", ["2026-11-23", "2026-11-23T10:00:00+01:00"])
def test_le_date_dei_campi_json_si_leggono(testo: str) -> None:
    assert giorno_breve(testo) == "23/11/2026"


@pytest.mark.parametrize(
    ("scritto", "atteso"),
    [
        ("Va al colloquio", "Va al colloquio."),
        ("Va al colloquio. ", "Va al colloquio."),
        ("Perché no?", "Perché no?"),
        ("Porta i documenti;", "Porta i documenti."),
        ("", ""),
    ],
)
def test_una_frase_finisce_con_un_solo_punto(scritto: str, atteso: str) -> None:
    assert frase(scritto) == atteso


@pytest.mark.parametrize("niente", [None, "", "ieri", "2026-13-45"])
def test_senza_data_non_si_scrive_nulla(niente: str | None) -> None:
    assert giorno(niente) == giorno_esteso(niente) == giorno_breve(niente) == ""


@pytest.mark.parametrize(
    ("importo", "scritto"),
    [
        (Decimal("1234.5"), "1.234,50 €"),
        (0, "0,00 €"),
        ("9360", "9.360,00 €"),
        (Decimal("-12.3"), "-12,30 €"),
        (None, ""),
        ("", ""),
        ("abc", ""),
        (Decimal("NaN"), ""),
    ],
)
def test_gli_importi_hanno_punto_e_virgola_al_posto_giusto(importo: object, scritto: str) -> None:
    assert euro(importo) == scritto  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("giorni", "detto"),
    [
        (0, "oggi"),
        (1, "domani"),
        (5, "tra 5 giorni"),
        (-1, "in ritardo di 1 giorno"),
        (-3, "in ritardo di 3 giorni"),
    ],
)
def test_quanto_manca_si_dice_a_parole(giorni: int, detto: str) -> None:
    assert quanto_manca(LUNEDI + datetime.timedelta(days=giorni), LUNEDI) == detto
