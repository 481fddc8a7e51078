"""Measures the access matrix: the status that each actor gets from each address with each method."""

import csv
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from adi_platform.http.durata import ATTIVA, INIZIATA
from tests.accessi.mondo import Mondo
from tests.accessi.rete import chiave_del_cpi
from tests.accessi.rotte import Rotta
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
    "lidia_cpi",
    "dina_cpi",
    "lia_scuola",
    "teo_coop",
    "otto_cpi_altrove",
    "chiave_cpi",
    "dora_dpo",
    "tito_tecnico",
    "olga_altrove",
    "senza_incarico",
)
CHIAVE = "chiave_cpi"  # not a person: the key of a program of the job centre
# A POST here would end the session that the next cells need.
SOLO_GET = {"account_logout", "usersessions_list"}
Celle = dict[tuple[str, str], dict[str, str]]


def entra_come(cast: Cast, attore: str) -> Client:
    client = Client(raise_request_exception=True)
    if attore == CHIAVE:
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {chiave_del_cpi(cast)[1]}"
    elif attore != "anonimo":
        client.force_login(
            cast.persone[attore], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        _gia_attiva(client)
    return client


def _gia_attiva(client: Client) -> None:
    """Requests whose effects are undone would note the activity of the session again at each one."""
    sessione = client.session
    sessione[INIZIATA] = int(time.time())
    sessione[ATTIVA] = int(time.time()) + 3600
    sessione.save()


def pagine_vuote() -> Any:
    """Every template is empty, where only the answer counts: pages cost a third of it. Other tests read them."""
    (scelte,) = settings.TEMPLATES
    vuoti = ("django.template.loaders.locmem.Loader", defaultdict(str))
    opzioni = {**scelte["OPTIONS"], "loaders": [vuoti]}
    return override_settings(TEMPLATES=[{**scelte, "APP_DIRS": False, "OPTIONS": opzioni}])


def misura(mondo: Mondo, rotte: Iterable[Rotta]) -> Celle:
    celle: Celle = {}
    clienti = {attore: entra_come(mondo.cast, attore) for attore in ATTORI}
    with pagine_vuote():
        for rotta in rotte:
            indirizzo = mondo.indirizzo(rotta)
            for metodo in METODI:
                if metodo == "POST" and rotta.nome in SOLO_GET:
                    continue
                celle[rotta.nome, metodo] = {a: _cella(clienti[a], metodo, indirizzo) for a in ATTORI}
    return celle


def leggi_tabella() -> Celle:
    with TABELLA.open(encoding="utf-8", newline="") as file:
        return {
            (riga["rotta"], riga["metodo"]): {a: riga[a] for a in ATTORI}
            for riga in csv.DictReader(file, delimiter=";")
        }


def aperte_a(attore: str) -> set[str]:
    """Names of the routes that the table does not refuse to the role of `attore`, whatever the scene."""
    return {
        rotta
        for (rotta, metodo), riga in leggi_tabella().items()
        if metodo == "GET" and riga[attore] not in ("403", "405", "302-accesso")
    }


def scrivi_tabella(misurate: Celle, rotte_del_sito: set[str]) -> None:
    """Replace the measured rows and drop the addresses that are no more."""
    celle = {**(leggi_tabella() if TABELLA.exists() else {}), **misurate}
    with TABELLA.open("w", encoding="utf-8", newline="") as file:
        scrittore = csv.DictWriter(file, ["rotta", "metodo", *ATTORI], delimiter=";", lineterminator="\n")
        scrittore.writeheader()
        for rotta, metodo in sorted(celle):
            if rotta in rotte_del_sito:
                scrittore.writerow({"rotta": rotta, "metodo": metodo, **celle[rotta, metodo]})


def differenze(decise: Celle, misurate: Celle) -> list[str]:
    """In plain words, what is not as decided: also a row that the table does not have."""
    trovate = []
    for chiave, riga in misurate.items():
        if chiave not in decise:
            trovate.append(f"{' '.join(chiave)}: manca nella tabella")
            continue
        trovate += [
            f"{' '.join(chiave)} {attore}: deciso {decise[chiave][attore]}, trovato {stato}"
            for attore, stato in riga.items()
            if decise[chiave][attore] != stato
        ]
    return trovate


def _cella(client: Client, metodo: str, indirizzo: str) -> str:
    """Status of one request, whose effects are undone."""
    cache.clear()  # no cell meets the attempts counted by another one
    with transaction.atomic():
        risposta = client.generic(metodo, indirizzo)
        transaction.set_rollback(True)
    if risposta.status_code not in (301, 302):
        return str(risposta.status_code)
    verso_l_accesso = risposta.headers["Location"].startswith(reverse("account_login"))
    return f"{risposta.status_code}-accesso" if verso_l_accesso else str(risposta.status_code)
