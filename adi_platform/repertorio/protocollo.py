"""The official protocol of the body, behind one small interface.

`ADI_PROTOCOLLO` (setting) names a class with a `protocolla` method. The default is the built-in register, for
bodies without a protocol service: it answers with the number of the registration itself.
"""

import datetime
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

INTERNO = "adi_platform.repertorio.protocollo.RegistroInterno"


@dataclass(frozen=True, slots=True, kw_only=True)
class RichiestaProtocollo:
    """What the body's protocol needs. The same `chiave` must never take two numbers."""

    chiave: str
    ambito_codice: str
    registro: str
    segnatura: str
    oggetto: str
    corrispondente: str
    documento_sha256: str
    registrata_il: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NumeroProtocollo:
    sistema: str
    numero: str
    data: datetime.date


class SistemaProtocollo(Protocol):
    """Adapter of a protocol service. Raise any error to be called again later."""

    def protocolla(self, richiesta: RichiestaProtocollo) -> NumeroProtocollo: ...


class RegistroInterno:
    """No external service: number and date are those of the repertorio."""

    def protocolla(self, richiesta: RichiestaProtocollo) -> NumeroProtocollo:
        return NumeroProtocollo(
            sistema="repertorio interno",
            numero=richiesta.segnatura,
            data=richiesta.registrata_il.date(),
        )


def usa_protocollo_esterno() -> bool:
    return _nome() != INTERNO


def sistema_protocollo() -> SistemaProtocollo:
    sistema: SistemaProtocollo = import_string(_nome())()
    return sistema


def _nome() -> str:
    return getattr(settings, "ADI_PROTOCOLLO", "") or INTERNO
