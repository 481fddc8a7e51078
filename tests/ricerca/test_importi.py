"""Money: one strict reader."""

from decimal import Decimal

import pytest

from adi_platform.errori import DominioError
from adi_platform.ricerca.importi import leggi_importo


@pytest.mark.parametrize(
    ("scritto", "letto"),
    [
        ("9.360,00", "9360.00"),
        ("9360,00", "9360.00"),
        ("9360.00", "9360.00"),
        ("9360", "9360.00"),
        ("9.360", "9360.00"),
        ("9.360,5", "9360.50"),
        ("€ 9.360", "9360.00"),
        ("9.360,00 €", "9360.00"),
        ("EUR 8.430,00", "8430.00"),
        ("8430 euro", "8430.00"),
        ("8\u00a0430,00", "8430.00"),
        ("\u00a08 430 €", "8430.00"),
        ("0", "0.00"),
        ("99.999.999,99", "99999999.99"),
        (Decimal("8723.92"), "8723.92"),
        (Decimal("9360"), "9360.00"),
        (Decimal("-0"), "0.00"),
        (9360, "9360.00"),
    ],
)
def test_importo_letto(scritto: str | Decimal | int, letto: str) -> None:
    assert str(leggi_importo(scritto)) == letto


@pytest.mark.parametrize(
    "scritto",
    [
        "",
        " ",
        "NaN",
        "Infinity",
        "1e3",
        "9_360",
        "９３６０",
        "٩٣٦٠",
        "-350,00",
        "+350",
        "12,345",
        "9,360.00",
        "1.0140,00",
        "93.60,00",
        "9360.5",
        "9360.123",
        "9 3 6 0",
        "100.000.000",
        "99999999999",
        "€ 1 €",
        "in attesa",
        "#RIF!",
        "12\x00",
        "9" * 100_000,
        "1.000" * 20_000,
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1.005"),
        Decimal("1e30"),
        Decimal(-1),
        True,
        10**200,
    ],
)
def test_importo_rifiutato(scritto: str | Decimal | int) -> None:
    with pytest.raises(DominioError) as sollevato:
        leggi_importo(scritto, campo="isee")
    assert sollevato.value.campo == "isee"
    assert "9.360,00" in sollevato.value.messaggio
