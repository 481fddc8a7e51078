"""`/salute/`: 200 when everything is alive, 503 otherwise, and nothing about persons."""

import datetime

import pytest
from celery import Celery
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from adi_platform.outbox.models import Battito, Lavoro
from adi_platform.outbox.services import accoda, salute


@pytest.fixture
def tutti_vivi(db: None) -> None:
    for nome in ("worker", "beat"):
        Battito.objects.create(nome=nome, ultimo_il=timezone.now())


@pytest.mark.usefixtures("tutti_vivi")
class TestSalute:
    def test_risponde_bene_senza_accesso(self, client: Client) -> None:
        risposta = client.get("/salute/")
        assert risposta.status_code == 200
        assert risposta.json()["stato"] == "bene"

    @pytest.mark.parametrize("nome", ["worker", "beat"])
    def test_il_silenzio_di_un_processo_si_vede(self, client: Client, nome: str) -> None:
        Battito.objects.filter(nome=nome).update(ultimo_il=timezone.now() - datetime.timedelta(minutes=10))
        risposta = client.get("/salute/")
        assert risposta.status_code == 503
        assert risposta.json()[nome] is False

    def test_il_ritardo_della_coda_si_vede(self, client: Client) -> None:
        lavoro = accoda.accoda_lavoro(tipo="prova", chiave="a", dati={})
        fa = timezone.now() - datetime.timedelta(minutes=20)
        Lavoro.objects.filter(pk=lavoro.pk).update(disponibile_dal=fa)
        risposta = client.get("/salute/")
        assert risposta.status_code == 503
        assert risposta.json()["ritardo_secondi"] >= 1199

    def test_la_coda_irraggiungibile_si_vede_e_non_blocca(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery prefers it to the address given here
        monkeypatch.setattr(salute, "app", Celery("prova", broker="redis://127.0.0.1:1/0"))
        risposta = client.get("/salute/")
        assert risposta.status_code == 503
        assert risposta.json()["broker"] is False

    def test_la_banca_dati_irraggiungibile_da_503_e_non_un_errore(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def spenta() -> None:
            raise OperationalError

        with monkeypatch.context() as senza_banca_dati:
            senza_banca_dati.setattr(connection, "cursor", spenta)
            senza_banca_dati.setattr(connection, "close", lambda: None)
            assert client.get("/salute/").json() == {"stato": "male", "database": False}
            assert client.get("/salute/?solo=pagine").status_code == 503

    def test_solo_pagine_non_guarda_i_lavori(self, client: Client) -> None:
        Battito.objects.all().delete()
        assert client.get("/salute/?solo=pagine").json() == {"stato": "bene", "database": True}

    def test_non_si_scrive(self, client: Client) -> None:
        assert client.post("/salute/").status_code == 405
