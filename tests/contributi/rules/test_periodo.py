"""The dates of a grant against its months and the day of the request."""

from datetime import date

import pytest

from contributi.rules.periodo import incoerenze, primo_giorno

PRIMO = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("dal", "al", "mesi", "campi"),
    [
        (PRIMO, date(2027, 5, 31), 6, []),
        (PRIMO, date(2027, 4, 30), 6, ["al"]),
        (PRIMO, date(2028, 4, 30), 6, ["al"]),
        (date(2026, 12, 15), date(2027, 6, 14), 6, []),
        (date(2026, 12, 15), date(2027, 5, 31), 6, []),
        (date(2026, 12, 15), date(2027, 6, 15), 6, ["al"]),
        (PRIMO, date(2028, 4, 30), None, []),
        (PRIMO, None, 6, []),
        (None, None, 6, []),
        (date(2026, 11, 30), date(2027, 5, 29), 6, ["dal"]),
        (PRIMO, date(2026, 11, 30), None, ["al"]),
    ],
)
def test_mesi_e_date_dicono_la_stessa_cosa(
    dal: date | None, al: date | None, mesi: int | None, campi: list[str]
) -> None:
    assert [campo for campo, _ in incoerenze(dal=dal, al=al, mesi=mesi, primo=PRIMO)] == campi


def test_il_messaggio_dice_quando_finisce() -> None:
    ((_, testo),) = incoerenze(dal=PRIMO, al=date(2027, 4, 30), mesi=6, primo=None)
    assert testo == "6 mesi dal 01/12/2026: la fine è il 31/05/2027. Correggi i mesi o le date."


@pytest.mark.parametrize(
    ("decorrenza", "primo"), [("domanda", date(2026, 12, 9)), ("mese", PRIMO), ("libera", None)]
)
def test_la_decorrenza_la_decide_l_ambito(decorrenza: str, primo: date | None) -> None:
    assert primo_giorno(date(2026, 12, 9), decorrenza) == primo
