"""Grants and referrals as the social worker makes them."""

import datetime
from typing import Any

from adi_platform.organizzazione.enums import TipoEnte
from adi_platform.organizzazione.models import Ente, Utente
from cases.models import CasoAdi
from protocollo.enums import PROIEZIONE_DI, TipoInvio
from protocollo.models import Condivisione, Invio
from protocollo.services.condivisioni import DatiCondivisione
from protocollo.services.contenuti import finalita_per
from protocollo.services.nuove import NuovaCondivisione, condividi
from tests.casi import oggi


def adulta(caso: CasoAdi) -> int:
    return caso.componenti.get(richiedente=True).persona_id


def figlio(caso: CasoAdi) -> int:
    """The youngest of the household."""
    return caso.componenti.order_by("-persona__data_nascita")[0].persona_id


def condivisa(
    caso: CasoAdi,
    da: Utente,
    *a: Utente,
    persone: list[int] | None = None,
    tipo: TipoInvio | None = None,
    richiesta: str = "",
    al: datetime.date | None = None,
    durata: int = 90,
    **altro: Any,
) -> Condivisione:
    """A grant from the worker to those people, all of one body, from the day `al` (today) on."""
    ente: Ente | None = a[0].ente
    assert ente is not None
    giorno = al or oggi()
    finalita = next(iter(finalita_per(PROIEZIONE_DI[TipoEnte(ente.tipo)], al=giorno)))
    dati = DatiCondivisione(
        ente=ente,
        persone=persone or [adulta(caso)],
        destinatari=list(a),
        finalita=finalita,
        dal=giorno,
        al=giorno + datetime.timedelta(days=durata),
        **altro,
    )
    scelte = NuovaCondivisione(dati=dati, tipo=tipo, richiesta=richiesta)
    return condividi(caso=caso, scelte=scelte, operatore=da, al=giorno)


def invio_al_cpi(caso: CasoAdi, da: Utente, a: Utente, *, al: datetime.date | None = None) -> Invio:
    condivisione = condivisa(
        caso, da, a, tipo=TipoInvio.PATTO_SERVIZIO, richiesta="È libera la mattina.", al=al
    )
    return Invio.objects.get(condivisione=condivisione)


def invio_alla_asl(caso: CasoAdi, da: Utente, a: Utente, *, al: datetime.date | None = None) -> Invio:
    condivisione = condivisa(
        caso, da, a, tipo=TipoInvio.PRESA_IN_CARICO, richiesta="Chiede un colloquio.", al=al
    )
    return Invio.objects.get(condivisione=condivisione)


def invio_alla_scuola(caso: CasoAdi, da: Utente, a: Utente, *, al: datetime.date | None = None) -> Invio:
    condivisione = condivisa(caso, da, a, persone=[figlio(caso)], tipo=TipoInvio.FREQUENZA, al=al)
    return Invio.objects.get(condivisione=condivisione)
