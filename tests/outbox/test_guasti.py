"""Faults on a real worker process: killed, flushed, doubled, poisoned. One effect, always."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from celery import Celery

from adi_platform.outbox.models import Battito, Lavoro, Messaggio, StatoConsegna
from adi_platform.outbox.services import accoda
from adi_platform.settings import coda
from tests.outbox.conftest import Redis, Worker
from tests.support.attesa import aspetta


def chiedi(tmp_path: Path, tipo: str = "prova.lungo", passi: int = 30, chiave: str = "uno") -> Lavoro:
    dati = {"traccia": str(tmp_path / "traccia"), "passi": passi}
    return accoda.accoda_lavoro(tipo=tipo, chiave=chiave, dati=dati)


def tracce(tmp_path: Path, parola: str) -> int:
    file = tmp_path / "traccia"
    return file.read_text().split().count(parola) if file.exists() else 0


def riuscito(lavoro: Lavoro) -> bool:
    lavoro.refresh_from_db()
    return lavoro.stato == StatoConsegna.RIUSCITO


def effetti(lavoro: Lavoro) -> int:
    return Messaggio.objects.filter(chiave=f"effetto:{lavoro.chiave}").count()


def uccidi_a_meta_e_riprendi(worker: Worker, tmp_path: Path) -> None:
    lavoro = chiedi(tmp_path)
    worker.avvia()
    aspetta(lambda: Lavoro.objects.filter(pk=lavoro.pk, fatto__gte=5).exists())
    worker.uccidi()
    assert not riuscito(lavoro)
    worker.avvia()
    aspetta(lambda: riuscito(lavoro))
    assert (lavoro.tentativi, lavoro.percentuale) == (2, 100)
    assert (tracce(tmp_path, "inizio"), tracce(tmp_path, "fine")) == (2, 1)
    assert effetti(lavoro) == 1


def test_il_worker_ucciso_a_meta_riprende_e_finisce_una_volta(worker: Worker, tmp_path: Path) -> None:
    uccidi_a_meta_e_riprendi(worker, tmp_path)
    aspetta(lambda: Battito.objects.filter(nome="worker").exists())


def test_il_lavoro_che_uccide_il_processo_finisce_fra_i_falliti(worker: Worker, tmp_path: Path) -> None:
    lavoro = chiedi(tmp_path, tipo="prova.velenoso")
    Lavoro.objects.filter(pk=lavoro.pk).update(tentativi_massimi=2)
    sano = chiedi(tmp_path, passi=1, chiave="sano")
    worker.avvia()
    aspetta(lambda: riuscito(sano))
    aspetta(lambda: Lavoro.objects.filter(pk=lavoro.pk, stato=StatoConsegna.FALLITO).exists())
    assert tracce(tmp_path, "inizio") == 2 + 1


@pytest.fixture
def worker_redis(worker: Worker, redis_proprio: Redis) -> Worker:
    worker.broker = redis_proprio.url
    return worker


@pytest.fixture
def pubblicatore(redis_proprio: Redis, monkeypatch: pytest.MonkeyPatch) -> Iterator[Celery]:
    """The web side of the queue, on the Redis of the test."""
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery prefers it to the address given here
    app = Celery("prova", broker=redis_proprio.url)
    opzioni: dict[str, Any] = coda.opzioni_redis()
    app.conf.update(broker_transport_options=opzioni, broker_connection_timeout=2)
    monkeypatch.setattr(accoda, "app", app)
    yield app
    app.close()


@pytest.mark.servizi
class TestConRedis:
    def test_il_worker_ucciso_a_meta_riprende_e_finisce_una_volta(
        self, worker_redis: Worker, pubblicatore: Celery, tmp_path: Path
    ) -> None:
        uccidi_a_meta_e_riprendi(worker_redis, tmp_path)

    def test_la_coda_svuotata_non_perde_lavoro(
        self, worker_redis: Worker, redis_proprio: Redis, pubblicatore: Celery, tmp_path: Path
    ) -> None:
        lavoro = chiedi(tmp_path, passi=2)
        with redis.Redis.from_url(redis_proprio.url) as cliente:
            assert cliente.llen("celery") == 1
            cliente.flushall()
        worker_redis.avvia()
        aspetta(lambda: riuscito(lavoro))
        assert effetti(lavoro) == 1

    def test_la_stessa_consegna_cinque_volte_ha_un_solo_effetto(
        self, worker_redis: Worker, pubblicatore: Celery, tmp_path: Path
    ) -> None:
        lavoro = chiedi(tmp_path, passi=10)
        for _ in range(4):
            assert accoda.pubblica(accoda.COMPITO_LAVORO, lavoro.pk)
        worker_redis.avvia()
        aspetta(lambda: riuscito(lavoro))
        assert (lavoro.tentativi, tracce(tmp_path, "inizio"), effetti(lavoro)) == (1, 1, 1)

    def test_redis_spento_e_riacceso_non_ferma_chi_salva_ne_perde_lavoro(
        self, worker_redis: Worker, redis_proprio: Redis, pubblicatore: Celery, tmp_path: Path
    ) -> None:
        redis_proprio.ferma()
        lavoro = chiedi(tmp_path, passi=1)
        prima = time.monotonic()
        assert not accoda.pubblica(accoda.COMPITO_LAVORO, lavoro.pk)
        assert time.monotonic() - prima < 2.5
        redis_proprio.avvia()
        worker_redis.avvia()
        aspetta(lambda: riuscito(lavoro))
        assert effetti(lavoro) == 1
