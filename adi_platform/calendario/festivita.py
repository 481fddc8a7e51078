"""Italian public holidays by year, from the `holidays` library, in Italian."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from holidays import country_holidays

from adi_platform.errori import DominioError

PRIMO_ANNO = 1950
ULTIMO_ANNO = 2199


class AnnoFuoriCalendario(DominioError):
    """A date so far away that it is surely a typing mistake."""


@lru_cache(maxsize=256)
def festivita_nazionali(anno: int) -> Mapping[date, str]:
    """Day -> name. Sundays are not listed, but for the holidays that fall on them."""
    if not PRIMO_ANNO <= anno <= ULTIMO_ANNO:
        raise AnnoFuoriCalendario(
            f"L'anno {anno} è fuori dal calendario: controllare la data "
            f"(sono ammessi gli anni dal {PRIMO_ANNO} al {ULTIMO_ANNO})."
        )
    feste = country_holidays("IT", years=anno, language="it_IT")
    return MappingProxyType(dict(sorted(feste.items())))
