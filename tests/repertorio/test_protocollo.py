"""The adapter of the body's protocol: called after the commit, again until it answers, once."""

import datetime
from typing import ClassVar

import pytest
from pytest_django import Settings

from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.esegui import esegui
from adi_platform.repertorio.models import EstremiProtocollo
from adi_platform.repertorio.protocollo import NumeroProtocollo, RichiestaProtocollo
from adi_platform.repertorio.services.protocolla import protocolla
from adi_platform.repertorio.services.registra import registra
from tests.people import Cast


class ProtocolloDelComune:
    """A body's protocol that answers with its own numbers, and may be out of service."""

    guasto: ClassVar[bool] = False
    chiamate: ClassVar[list[str]] = []

    def protocolla(self, richiesta: RichiestaProtocollo) -> NumeroProtocollo:
        self.chiamate.append(richiesta.chiave)
        if self.guasto:
            raise ConnectionError("fuori servizio")
        return NumeroProtocollo(sistema="Comune", numero="2026/0098765", data=datetime.date(2026, 11, 21))


@pytest.fixture
def comune(settings: Settings) -> type[ProtocolloDelComune]:
    settings.ADI_PROTOCOLLO = f"{__name__}.ProtocolloDelComune"
    ProtocolloDelComune.guasto, ProtocolloDelComune.chiamate = False, []
    return ProtocolloDelComune


def test_il_protocollo_dell_ente_risponde_dopo_e_una_volta_sola(
    cast: Cast, comune: type[ProtocolloDelComune]
) -> None:
    riga = registra(
        ambito=cast.territorio.ambito, registro="patti", oggetto="Patto", operatore=cast.anna_verdi
    )
    assert not EstremiProtocollo.objects.exists()
    lavoro = Lavoro.objects.get()
    esegui(lavoro_id=lavoro.pk)
    protocolla(lavoro)
    assert EstremiProtocollo.objects.get().numero == "2026/0098765"
    assert comune.chiamate == [f"esempio:patti:{riga.segnatura}"]


def test_se_il_protocollo_dell_ente_non_risponde_la_registrazione_resta_e_si_riprova(
    cast: Cast, comune: type[ProtocolloDelComune]
) -> None:
    comune.guasto = True
    registra(ambito=cast.territorio.ambito, registro="patti", oggetto="Patto", operatore=cast.anna_verdi)
    lavoro = Lavoro.objects.get()
    esegui(lavoro_id=lavoro.pk)
    lavoro.refresh_from_db()
    assert lavoro.stato == "in_attesa"
    assert not EstremiProtocollo.objects.exists()
    comune.guasto = False
    protocolla(lavoro)
    assert EstremiProtocollo.objects.count() == 1
    assert len(set(comune.chiamate)) == 1
