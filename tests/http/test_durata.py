"""The session ends when idle and after ten hours; what the page asks by itself does not prolong it."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests.conftest import Entra
from tests.people import Cast

ORA = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def orologio():  # type: ignore[no-untyped-def]
    with time_machine.travel(ORA, tick=False) as viaggio:
        yield viaggio


def test_la_sessione_finisce_dopo_l_inattivita(cast: Cast, entra: Entra, orologio) -> None:  # type: ignore[no-untyped-def]
    client = entra(cast.anna_verdi)
    client.get("/stile/")
    orologio.shift(settings.SESSION_COOKIE_AGE - 1)
    assert client.get("/stile/").status_code == 200
    orologio.shift(settings.SESSION_COOKIE_AGE + 1)
    assert client.get("/stile/").status_code == 302


def test_la_sessione_finisce_comunque_dopo_dieci_ore(cast: Cast, entra: Entra, orologio) -> None:  # type: ignore[no-untyped-def]
    client = entra(cast.anna_verdi)
    client.get("/stile/")
    for _ in range(39):
        orologio.shift(15 * 60)
        assert client.get("/stile/").status_code == 200
    orologio.shift(15 * 60 + 1)
    assert client.get("/stile/").status_code == 302


def test_chiedere_quanto_manca_non_prolunga(cast: Cast, entra: Entra, orologio) -> None:  # type: ignore[no-untyped-def]
    client = entra(cast.anna_verdi)
    client.get("/stile/")
    orologio.shift(100)
    risposta = client.get("/sessione/").json()
    assert risposta["attiva"] is True
    assert risposta["secondi"] == settings.SESSION_COOKIE_AGE - 100
    orologio.shift(100)
    assert client.get("/sessione/").json()["secondi"] == settings.SESSION_COOKIE_AGE - 200


def test_resta_collegato_riporta_il_tempo_al_massimo(cast: Cast, entra: Entra, orologio) -> None:  # type: ignore[no-untyped-def]
    client = entra(cast.anna_verdi)
    client.get("/stile/")
    orologio.shift(settings.SESSION_COOKIE_AGE - 60)
    risposta = client.post("/sessione/prolunga/", headers={"accept": "application/json"})
    assert risposta.json()["secondi"] == settings.SESSION_COOKIE_AGE
    assert client.get("/sessione/").json()["secondi"] == settings.SESSION_COOKIE_AGE


def test_a_chi_non_e_collegato_lo_stato_non_rivela_nulla(db: None, client: Client) -> None:
    assert client.get("/sessione/").json() == {"attiva": False, "secondi": 0}
    assert client.post("/sessione/prolunga/").status_code == 302


def test_prolungare_con_get_non_e_una_scrittura(cast: Cast, entra: Entra) -> None:
    assert entra(cast.anna_verdi).post("/sessione/").status_code == 405
