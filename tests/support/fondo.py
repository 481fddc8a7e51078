"""The ground that tests stand on, made once: the cast, and above it the world of the access tests or a list.

It lies in a transaction that stays open from one test to the next; each test works in a savepoint of its own
and leaves nothing behind. A test that commits for real, or that wants an empty database, closes it.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.people import crea_cast

COMMITTONO = {"transactional_db", "live_server", "django_db_reset_sequences"}


@dataclass(frozen=True)
class Piano:
    """A layer, made from the ones under it; with `parametro`, one for each value of that parameter of the tests.

    `scope="module"` on the parameter keeps the tests of one value together.
    """

    crea: Callable[["Fondo", Any], Any]
    sotto: str = ""
    parametro: str = ""


class Fondo:
    def __init__(self) -> None:
        self._piani: dict[tuple[str, Any], tuple[Any, transaction.Atomic]] = {}

    def prepara(self, prova: pytest.Item) -> None:
        """Lay what this test stands on and close the rest, before its own savepoint is taken."""
        cache.clear()
        voluti = [] if committe(prova) else _voluti(prova)
        while list(self._piani) != voluti[: len(self._piani)]:
            self._togli_l_ultimo()
        for chiave in voluti[len(self._piani) :]:
            self._aggiungi(*chiave)

    def copia(self, nome: str) -> Any:
        """What a test does to the objects stays with it. KeyError when the layer is not there."""
        return copy.deepcopy({chiave[0]: valore for chiave, (valore, _) in self._piani.items()}[nome])

    def chiudi(self) -> None:
        while self._piani:
            self._togli_l_ultimo()

    def _aggiungi(self, nome: str, parametro: Any) -> None:
        aperta = transaction.atomic()
        aperta.__enter__()
        self._piani[nome, parametro] = (PIANI[nome].crea(self, parametro), aperta)

    def _togli_l_ultimo(self) -> None:
        _, (_, aperta) = self._piani.popitem()
        transaction.set_rollback(True)
        aperta.__exit__(None, None, None)


def committe(prova: pytest.Item) -> bool:
    """True for a test whose writes are real: other connections see them."""
    segno = prova.get_closest_marker("django_db")
    return bool(segno and segno.kwargs.get("transaction")) or bool(COMMITTONO & set(prova.fixturenames))  # type: ignore[attr-defined]


def _voluti(prova: pytest.Item) -> list[tuple[str, Any]]:
    """The layers that a test asks for, and those under them, from the ground up."""
    richiesti = [nome for nome in PIANI if nome in prova.fixturenames]  # type: ignore[attr-defined]
    parametri = prova.callspec.params if hasattr(prova, "callspec") else {}
    voluti: list[tuple[str, Any]] = []
    nome = richiesti[-1] if richiesti else ""
    while nome:
        voluti.insert(0, (nome, parametri[PIANI[nome].parametro] if PIANI[nome].parametro else None))
        nome = PIANI[nome].sotto
    assert set(richiesti) <= {nome for nome, _ in voluti}, (
        f"{prova.nodeid}: {richiesti} non stanno uno sull'altro"
    )
    return voluti


def _mondo(fondo: Fondo, _: None) -> Any:
    from tests.accessi.mondo import crea_mondo  # the whole house: not for who only needs the cast

    return crea_mondo(fondo.copia("cast"))


def _banco(fondo: Fondo, _: None) -> Any:
    from tests.cases.importazione.banco import crea_banco

    return crea_banco(fondo.copia("cast"))


def _anteprima(fondo: Fondo, nome: str) -> Any:
    from tests.cases.importazione.banco import leggi_elenco

    return fondo.copia("banco").anteprima(leggi_elenco(nome))


def _importato(fondo: Fondo, _: str) -> Any:
    return fondo.copia("banco").importa(fondo.copia("anteprima"))


# Names of fixtures; each layer after the one that it stands on.
PIANI = {
    "cast": Piano(lambda *_: crea_cast()),
    "mondo": Piano(_mondo, sotto="cast"),
    "banco": Piano(_banco, sotto="cast"),
    "anteprima": Piano(_anteprima, sotto="banco", parametro="nome"),
    "importato": Piano(_importato, sotto="anteprima", parametro="nome"),
}
