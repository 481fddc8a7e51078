"""Do the dates of a grant agree with its months, and with the day of the request?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from adi_platform.calendario.mesi import Mese, aggiungi_mesi
from contributi.rules.fatti import giorno, mesi_in_parole

LIBERA, DAL_MESE = "libera", "mese"


def primo_giorno(domanda: date | None, decorrenza: str) -> date | None:
    """The first day on which the money may run: none when the Ambito leaves it free."""
    if domanda is None or decorrenza == LIBERA:
        return None
    return Mese.di(domanda).primo_giorno if decorrenza == DAL_MESE else domanda


def incoerenze(
    *, dal: date | None, al: date | None, mesi: int | None, primo: date | None
) -> Iterator[tuple[str, str]]:
    """Field and message of each date that contradicts something else; both days are included.

    `mesi` are counted from the day (15/11 + 2 = 14/01) or by calendar months (15/11 + 2 = 31/12).
    """
    if dal and primo and dal < primo:
        yield "dal", f"Il contributo non può partire prima del {giorno(primo)}: la domanda è di allora."
    if not (dal and al):
        return
    if al < dal:
        yield "al", "Il periodo non può finire prima di iniziare."
    elif mesi:
        fini = (aggiungi_mesi(dal, mesi) - timedelta(days=1), Mese.di(dal).piu(mesi - 1).ultimo_giorno)
        if not min(fini) <= al <= max(fini):
            yield (
                "al",
                f"{mesi_in_parole(mesi)} dal {giorno(dal)}: la fine è {_fra(*fini)}. Correggi i mesi o le date.",
            )


def _fra(esatta: date, di_calendario: date) -> str:
    if esatta == di_calendario:
        return f"il {giorno(esatta)}"
    return f"fra il {giorno(min(esatta, di_calendario))} e il {giorno(max(esatta, di_calendario))}"
