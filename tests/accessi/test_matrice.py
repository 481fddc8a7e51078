"""The access matrix: every address × method × actor against a checked-in table.

A missing row, an address without a name or an argument without a sample value fails. To write the table
again after a deliberate change: `ADI_SCRIVI_MATRICE=1 pytest tests/accessi/test_matrice.py`, then read the
difference line by line before committing it.
"""

import csv
import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from adi_platform.registro_accessi.models import Lettura
from tests.accessi.mondo import Mondo, crea_mondo
from tests.accessi.rotte import Rotta, tutte_le_rotte
from tests.people import Cast

TABELLA = Path(__file__).with_name("matrice.csv")
METODI = ("GET", "POST")
ATTORI = (
    "anonimo",
    "anna_verdi",
    "bruno_colle",
    "carla_mare",
    "sara_sportello",
    "elio_educatore",
    "vera_verifiche",
    "cora_coordina",
    "ciro_commissario",
    "pina_presidente",
    "dario_dirigente",
    "rita_ragioneria",
    "nico_cpi",
    "neri_asl",
    "dora_dpo",
    "tito_tecnico",
    "olga_altrove",
    "senza_incarico",
)
# A POST here would end the session that the next cells need, or calls a provider outside the house.
SOLO_GET = {"account_logout", "usersessions_list"}


@pytest.fixture
def mondo(cast: Cast) -> Mondo:
    return crea_mondo(cast)


def _client(cast: Cast, attore: str) -> Client:
    client = Client(raise_request_exception=True)
    if attore != "anonimo":
        client.force_login(
            cast.persone[attore], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return client


def _indirizzo(rotta: Rotta, mondo: Mondo) -> str:
    return reverse(rotta.nome, kwargs={a: mondo.campione(rotta, a) for a in rotta.argomenti})


def _cella(client: Client, metodo: str, indirizzo: str) -> str:
    """Status of one request, whose effects are undone."""
    with transaction.atomic():
        risposta = client.generic(metodo, indirizzo)
        transaction.set_rollback(True)
    if risposta.status_code in (301, 302):
        dove = risposta.headers["Location"]
        return (
            f"{risposta.status_code}-accesso"
            if dove.startswith(reverse("account_login"))
            else str(risposta.status_code)
        )
    return str(risposta.status_code)


def _misura(cast: Cast, mondo: Mondo) -> dict[tuple[str, str], dict[str, str]]:
    celle: dict[tuple[str, str], dict[str, str]] = {}
    clienti = {attore: _client(cast, attore) for attore in ATTORI}
    for rotta in tutte_le_rotte():
        indirizzo = _indirizzo(rotta, mondo)
        for metodo in METODI:
            if metodo == "POST" and rotta.nome in SOLO_GET:
                continue
            celle[rotta.nome, metodo] = {a: _cella(clienti[a], metodo, indirizzo) for a in ATTORI}
    return celle


def _leggi() -> dict[tuple[str, str], dict[str, str]]:
    with TABELLA.open(encoding="utf-8", newline="") as file:
        return {
            (riga["rotta"], riga["metodo"]): {a: riga[a] for a in ATTORI}
            for riga in csv.DictReader(file, delimiter=";")
        }


def _scrivi(celle: dict[tuple[str, str], dict[str, str]]) -> None:
    with TABELLA.open("w", encoding="utf-8", newline="") as file:
        scrittore = csv.DictWriter(file, ["rotta", "metodo", *ATTORI], delimiter=";", lineterminator="\n")
        scrittore.writeheader()
        for (rotta, metodo), riga in celle.items():
            scrittore.writerow({"rotta": rotta, "metodo": metodo, **riga})


def test_ogni_rotta_ha_un_nome() -> None:
    assert [r.percorso for r in tutte_le_rotte() if not r.nome] == []


def test_la_matrice_degli_accessi_e_quella_decisa(cast: Cast, mondo: Mondo) -> None:
    misurate = _misura(cast, mondo)
    if os.environ.get("ADI_SCRIVI_MATRICE"):
        _scrivi(misurate)
    decise = _leggi()
    assert misurate.keys() == decise.keys()
    diverse = [
        f"{rotta} {metodo} {attore}: deciso {decise[rotta, metodo][attore]}, trovato {stato}"
        for (rotta, metodo), riga in misurate.items()
        for attore, stato in riga.items()
        if decise[rotta, metodo][attore] != stato
    ]
    assert diverse == []


def test_nessuna_cella_e_un_errore_del_programma() -> None:
    assert [
        chiave for chiave, riga in _leggi().items() if any(v.startswith("5") for v in riga.values())
    ] == []


def test_chi_non_e_entrato_vede_solo_le_pagine_pubbliche() -> None:
    pubbliche = {r.nome for r in tutte_le_rotte() if r.politica is not None and r.politica.pubblica}
    aperte = {rotta for (rotta, _), riga in _leggi().items() if riga["anonimo"] == "200"}
    assert {r for r in aperte if not _di_allauth(r)} <= pubbliche


def _di_allauth(nome: str) -> bool:
    return nome.startswith(("account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_"))


def test_ogni_pagina_di_un_caso_lascia_una_lettura(cast: Cast, mondo: Mondo) -> None:
    """Every 200 on a page of a case writes who saw it."""
    client = _client(cast, "anna_verdi")
    senza = []
    for rotta in tutte_le_rotte():
        if "pk" not in rotta.argomenti or not rotta.percorso.startswith("casi/"):
            continue
        prima = Lettura.objects.count()
        with transaction.atomic():
            risposta = client.get(_indirizzo(rotta, mondo))
            dopo = Lettura.objects.count()
            transaction.set_rollback(True)
        if risposta.status_code == 200 and dopo == prima:
            senza.append(rotta.nome)
    assert senza == []
