"""The anomalies of a period, from the rows of the register. Reads only."""

import datetime
from collections.abc import Callable, Collection, Mapping

from adi_platform.organizzazione.models import Utente
from adi_platform.registro_accessi.models import Lettura
from adi_platform.registro_accessi.rules.anomalie import (
    Anomalia,
    LetturaVista,
    di_notte,
    stesso_cognome,
    troppi_casi,
)

FonteCognomi = Callable[[Collection[int]], Mapping[int, frozenset[str]]]
_fonti: list[FonteCognomi] = []


def registra_fonte_cognomi(fonte: FonteCognomi) -> None:
    """The floor that knows the people of the cases says their surnames: ids of cases -> surnames."""
    if fonte not in _fonti:
        _fonti.append(fonte)


def anomalie_del_periodo(*, ambiti: Collection[int], dal: datetime.date, al: datetime.date) -> list[Anomalia]:
    """All the rules over the reads of the Ambiti, from the most recent."""
    righe = Lettura.objects.filter(ambito__in=ambiti).nel_periodo(dal, al)
    letture = [
        LetturaVista(utente_id=utente, quando=quando, caso_id=caso)
        for utente, quando, caso in righe.values_list("utente_id", "avvenuta_il", "caso_id").iterator()
    ]
    trovate = [
        *troppi_casi(letture),
        *di_notte(letture),
        *stesso_cognome(
            letture,
            cognomi_operatori=_cognomi_operatori({lettura.utente_id for lettura in letture}),
            cognomi_dei_casi=_cognomi_dei_casi({v.caso_id for v in letture if v.caso_id is not None}),
        ),
    ]
    return sorted(trovate, key=lambda anomalia: anomalia.quando, reverse=True)


def _cognomi_operatori(utenti: set[int]) -> dict[int, str]:
    return dict(Utente.objects.filter(pk__in=utenti).values_list("pk", "cognome"))


def _cognomi_dei_casi(casi: set[int]) -> Mapping[int, frozenset[str]]:
    cognomi: dict[int, frozenset[str]] = {}
    for fonte in _fonti:
        cognomi.update(fonte(casi))
    return cognomi
