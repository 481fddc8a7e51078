"""What the room of publication would answer, decided by the test."""

import datetime

import pytest

from contributi.models import Provvedimento


class Pubblicazione:
    def __init__(self) -> None:
        self.dal: datetime.date | None = datetime.date(2020, 1, 1)

    def pagabile_dal(self, provvedimento: Provvedimento) -> datetime.date | None:
        return self.dal


@pytest.fixture(autouse=True)
def pubblicazione(monkeypatch: pytest.MonkeyPatch) -> Pubblicazione:
    finta = Pubblicazione()
    monkeypatch.setattr("contributi.services.pagabilita.pagabile_dal", finta.pagabile_dal)
    return finta
