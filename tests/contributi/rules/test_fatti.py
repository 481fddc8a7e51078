"""Facts as they arrive: from a form, from the JSON of a row, with or without their evidence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contributi.rules.fatti import Fatti, FattoNonValido, euro


@pytest.mark.parametrize(
    ("scritto", "letto"), [("si", True), ("sì", True), (True, True), ("no", False), (None, None), ("", None)]
)
def test_vero_falso_o_non_indicato(scritto: Any, letto: bool | None) -> None:
    assert Fatti({"lavora": scritto}).vero("lavora") is letto
    assert Fatti({"lavora": {"valore": scritto, "prova": "DOC.BUSTE"}}).vero("lavora") is letto


def test_la_prova_resta_accanto_al_fatto() -> None:
    fatti = Fatti({"isee": {"valore": "7500.00", "prova": "DOC.ISEE"}, "mesi": 4})
    assert (fatti.importo("isee"), fatti.prova("isee"), fatti.prova("mesi")) == (
        Decimal("7500.00"),
        "DOC.ISEE",
        "",
    )


@pytest.mark.parametrize("scritto", ["tanto", "NaN", "Infinity", True, {"altro": 1}])
def test_un_importo_che_non_si_legge_non_diventa_zero(scritto: Any) -> None:
    with pytest.raises(FattoNonValido, match="controllalo"):
        Fatti({"importo": scritto}).importo("importo")


@pytest.mark.parametrize("scritto", [None, "", [], {"valore": None}, {"valore": ""}])
def test_un_importo_non_scritto_manca(scritto: Any) -> None:
    assert Fatti({"importo": scritto}).importo("importo") is None


def test_mesi_e_mezzo_non_sono_un_intero() -> None:
    with pytest.raises(FattoNonValido):
        Fatti({"mesi": "4.5"}).intero("mesi")


def test_una_data_si_legge_dal_testo() -> None:
    assert Fatti({"scade": "2026-12-31"}).data("scade") == date(2026, 12, 31)
    with pytest.raises(FattoNonValido):
        Fatti({"scade": "31/12/2026"}).data("scade")


def test_gli_importi_si_scrivono_all_italiana() -> None:
    assert euro(Decimal("1234567.5")) == "1.234.567,50 €"
