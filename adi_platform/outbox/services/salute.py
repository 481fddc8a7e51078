"""Are the processes behind the pages alive, and how late is the work?"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.utils import timezone

from adi_platform.celery import app
from adi_platform.outbox.models import Battito, Lavoro, Messaggio, StatoConsegna

SECONDI_DI_SILENZIO_DEL_WORKER = 60
SECONDI_DI_RITARDO_DELLA_CODA = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Salute:
    """`voci` is what the page prints; `bene` decides between 200 and 503."""

    voci: Mapping[str, bool]
    numeri: Mapping[str, int | str | None] = field(default_factory=dict)

    @property
    def bene(self) -> bool:
        return all(self.voci.values())


def solo_pagine() -> Salute:
    """What the web process needs to answer: the database."""
    return Salute(voci={"database": _database()})


def completa() -> Salute:
    if not _database():
        return Salute(voci={"database": False})
    adesso = timezone.now()
    battiti = dict(Battito.objects.values_list("nome", "ultimo_il"))
    coda = _coda(adesso)
    silenzio_del_beat = 3 * settings.OUTBOX_SECONDI_DI_RIPASSO + 30
    return Salute(
        voci={
            "database": True,
            "broker": _broker(),
            "worker": _recente(battiti.get("worker"), adesso, SECONDI_DI_SILENZIO_DEL_WORKER),
            "beat": _recente(battiti.get("beat"), adesso, silenzio_del_beat),
            "coda": coda["ritardo_secondi"] < SECONDI_DI_RITARDO_DELLA_CODA,
        },
        numeri={
            "ultimo_battito_worker": _iso(battiti.get("worker")),
            "ultimo_battito_beat": _iso(battiti.get("beat")),
            **coda,
        },
    )


def _database() -> bool:
    try:
        with connection.cursor() as cursore:
            cursore.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return False
    return True


def _broker() -> bool:
    try:
        with app.connection_for_write() as connessione:
            connessione.ensure_connection(max_retries=1, timeout=2)
            return connessione.default_channel is not None
    except Exception:  # a broker may fail in any way; all of them mean "not reachable"
        return False


def _coda(adesso: datetime.datetime) -> dict[str, int]:
    """How many wait and since when the oldest that should have started has been waiting."""
    attesa, falliti, ritardo = 0, 0, 0.0
    for modello in (Lavoro, Messaggio):
        righe = modello._default_manager.prendibili().aggregate(n=Count("pk"), dal=Min("disponibile_dal"))
        attesa += righe["n"]
        if righe["dal"]:
            ritardo = max(ritardo, (adesso - righe["dal"]).total_seconds())
        falliti += modello._default_manager.filter(stato=StatoConsegna.FALLITO).count()
    return {"in_attesa": attesa, "ritardo_secondi": max(0, int(ritardo)), "falliti": falliti}


def _recente(quando: datetime.datetime | None, adesso: datetime.datetime, secondi: int) -> bool:
    return quando is not None and (adesso - quando).total_seconds() < secondi


def _iso(quando: datetime.datetime | None) -> str | None:
    return quando.isoformat(timespec="seconds") if quando else None
