"""The ground that tests stand on, made once: the cast, and above it the world of the access tests.

It lies in a transaction that stays open from one test to the next; each test works in a savepoint of its own
and leaves nothing behind. A test that commits for real, or that wants an empty database, closes it.
"""

import copy
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.people import Cast, crea_cast

PIANI = ("cast", "mondo")  # names of fixtures: each layer stands on the one before
COMMITTONO = {"transactional_db", "live_server", "django_db_reset_sequences"}


class Fondo:
    def __init__(self) -> None:
        self._piani: dict[str, tuple[Any, transaction.Atomic]] = {}

    def prepara(self, prova: pytest.Item) -> None:
        """Lay what this test stands on and close the rest, before its own savepoint is taken."""
        cache.clear()
        richieste = () if committe(prova) else prova.fixturenames  # type: ignore[attr-defined]
        voluti = [nome for nome in PIANI if nome in richieste]
        while list(self._piani) != voluti[: len(self._piani)]:
            self._togli_l_ultimo()
        for nome in voluti[len(self._piani) :]:
            self._aggiungi(nome)

    def copia(self, nome: str) -> Any:
        """What a test does to the objects stays with it. KeyError when the layer is not there."""
        return copy.deepcopy(self._piani[nome][0])

    def chiudi(self) -> None:
        while self._piani:
            self._togli_l_ultimo()

    def _aggiungi(self, nome: str) -> None:
        aperta = transaction.atomic()
        aperta.__enter__()
        self._piani[nome] = (crea_cast() if nome == "cast" else _mondo(self.copia("cast")), aperta)

    def _togli_l_ultimo(self) -> None:
        _, (_, aperta) = self._piani.popitem()
        transaction.set_rollback(True)
        aperta.__exit__(None, None, None)


def committe(prova: pytest.Item) -> bool:
    """True for a test whose writes are real: other connections see them."""
    segno = prova.get_closest_marker("django_db")
    return bool(segno and segno.kwargs.get("transaction")) or bool(COMMITTONO & set(prova.fixturenames))  # type: ignore[attr-defined]


def _mondo(cast: Cast) -> Any:
    from tests.accessi.mondo import crea_mondo  # the whole house: not for who only needs the cast

    return crea_mondo(cast)
