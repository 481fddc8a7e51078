"""The access matrix: every address × method × actor against a checked-in table.

A missing row, an address without a name or an argument without a sample value fails. To write the table
again after a deliberate change: `ADI_SCRIVI_MATRICE=1 pytest tests/accessi/test_matrice.py`, then read the
difference line by line before committing it.
"""

import os

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from adi_platform.documenti.models import Documento
from adi_platform.registro_accessi.models import Lettura
from tests.accessi.misura import (
    ATTORI,
    aperte_a,
    differenze,
    entra_come,
    leggi_tabella,
    misura,
    pagine_vuote,
    scrivi_tabella,
)
from tests.accessi.mondo import CampioneAssente, Mondo
from tests.accessi.rotte import Rotta, tutte_le_rotte
from tests.people import Cast

GRUPPI = 4
DI_ALLAUTH = ("account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_")
DATI_DI_PERSONE = ("casi/", "persone/", "nuclei/", "patti/", "documento/", "importazioni/", "accessi/")
# They see no case by virtue of their role: not even that it exists.
MAI_SUI_CASI = ("anonimo", "ciro_commissario", "pina_presidente", "nico_cpi", "neri_asl", "lidia_cpi",
                "dina_cpi", "lia_scuola", "teo_coop", "otto_cpi_altrove", "chiave_cpi", "tito_tecnico",
                "senza_incarico")  # fmt: skip
FUORI_ZONA = ("carla_mare", "olga_altrove")
# A search without words shows its page; the session goes on because somebody is there.
SENZA_EFFETTI = {"cerca", "nucleo-componente-nuovo", "sessione-prolunga", "verifica-documento"}
# Not about one household: lists and forms that show only what is in the scope of who opens them.
SENZA_UN_OGGETTO = "<"


@pytest.mark.parametrize("gruppo", range(GRUPPI))
def test_la_matrice_degli_accessi_e_quella_decisa(gruppo: int, mondo: Mondo) -> None:
    rotte = tutte_le_rotte()
    misurate = misura(mondo, rotte[gruppo::GRUPPI])
    if os.environ.get("ADI_SCRIVI_MATRICE"):
        scrivi_tabella(misurate, {r.nome for r in rotte})
    assert differenze(leggi_tabella(), misurate) == []


def test_la_tabella_parla_solo_di_indirizzi_che_esistono() -> None:
    assert {rotta for rotta, _ in leggi_tabella()} == {r.nome for r in tutte_le_rotte()}


def test_ogni_rotta_ha_un_nome() -> None:
    assert [r.percorso for r in tutte_le_rotte() if not r.nome] == []


def test_ogni_vista_della_casa_dichiara_chi_la_apre() -> None:
    assert _senza_politica(tutte_le_rotte()) == []


def test_nessuna_cella_e_un_errore_del_programma() -> None:
    # No worker runs beside this test: the page of the service says so with a 503.
    guasti = [k for k, riga in leggi_tabella().items() if any(v.startswith("5") for v in riga.values())]
    assert [k for k in guasti if k != ("salute", "GET")] == []


def test_una_richiesta_vuota_non_fa_niente() -> None:
    """In the rooms of the house: a button says what is meant, a form answers with its messages."""
    stanze = {r.nome: r.vista.__module__.split(".")[0] for r in tutte_le_rotte()}
    agiscono = {
        rotta
        for (rotta, metodo), riga in leggi_tabella().items()
        if metodo == "POST" and {"200", "302"} & set(riga.values())
    }
    della_casa = {r for r in agiscono if stanze[r] in ("adi_platform", "cases")}
    assert della_casa == SENZA_EFFETTI


def test_chi_non_e_entrato_vede_solo_le_pagine_pubbliche() -> None:
    pubbliche = {r.nome for r in tutte_le_rotte() if r.politica is not None and r.politica.pubblica}
    aperte = {rotta for (rotta, _), riga in leggi_tabella().items() if riga["anonimo"] == "200"}
    assert {r for r in aperte if not r.startswith(DI_ALLAUTH)} <= pubbliche


def test_chi_non_lavora_sui_casi_non_apre_nessuna_pagina_di_una_famiglia() -> None:
    assert _aperte(DATI_DI_PERSONE, MAI_SUI_CASI) == []


def test_chi_lavora_in_un_altro_luogo_non_apre_la_famiglia_di_anna() -> None:
    assert _aperte(DATI_DI_PERSONE, FUORI_ZONA) == []


def test_una_vista_senza_politica_viene_scoperta() -> None:
    with override_settings(ROOT_URLCONF="tests.accessi.rotte_piantate"):
        rotte = tutte_le_rotte()
    assert _senza_politica(rotte) == ["piantata-senza-politica"]


def test_un_buco_nella_politica_viene_scoperto(mondo: Mondo) -> None:
    """A page of a case that forgets the scope: the row is missing, and the stranger reads it."""
    with override_settings(ROOT_URLCONF="tests.accessi.rotte_piantate"):
        piantate = [r for r in tutte_le_rotte() if r.nome == "piantata-senza-perimetro"]
        misurate = misura(mondo, piantate)
    assert differenze(leggi_tabella(), misurate) == [
        "piantata-senza-perimetro GET: manca nella tabella",
        "piantata-senza-perimetro POST: manca nella tabella",
    ]
    assert misurate["piantata-senza-perimetro", "GET"]["olga_altrove"] == "200"
    decise = {chiave: {**riga, "olga_altrove": "404"} for chiave, riga in misurate.items()}
    assert "piantata-senza-perimetro GET olga_altrove: deciso 404, trovato 200" in differenze(
        decise, misurate
    )


def test_un_argomento_senza_valore_di_prova_viene_scoperto(mondo: Mondo) -> None:
    with override_settings(ROOT_URLCONF="tests.accessi.rotte_piantate"):
        (rotta,) = [r for r in tutte_le_rotte() if r.nome == "piantata-con-argomento-ignoto"]
    with pytest.raises(CampioneAssente, match="piantata-con-argomento-ignoto"):
        mondo.indirizzo(rotta)


def test_ogni_pagina_di_un_caso_lascia_una_lettura(cast: Cast, mondo: Mondo) -> None:
    """Every 200 on a page about a household writes who saw it."""
    senza = []
    rotte = [r for r in tutte_le_rotte() if r.argomenti and r.percorso.startswith(DATI_DI_PERSONE)]
    for attore in ("anna_verdi", "cora_coordina", "sara_sportello", "dora_dpo"):
        client, aperte = entra_come(cast, attore), aperte_a(attore)
        for rotta in (r for r in rotte if r.nome in aperte):
            prima = Lettura.objects.count()
            with transaction.atomic(), pagine_vuote():
                risposta = client.get(mondo.indirizzo(rotta))
                dopo = Lettura.objects.count()
                transaction.set_rollback(True)
            if risposta.status_code == 200 and dopo == prima:
                senza.append(f"{rotta.nome} {attore}")
    assert senza == []


def test_i_file_dell_archivio_non_si_raggiungono_senza_una_pagina(mondo: Mondo) -> None:
    percorso = Documento.objects.exclude(percorso="").latest("creato_il").percorso
    client = entra_come(mondo.cast, "anna_verdi")
    tentativi = (
        f"/documenti/{percorso}",
        f"/media/{percorso}",
        f"{settings.STATIC_URL}../documenti/{percorso}",
        f"{settings.STATIC_URL}%2e%2e/documenti/{percorso}",
        f"{settings.STATIC_URL}{percorso}",
    )
    assert [t for t in tentativi if client.get(t).status_code != 404] == []


def test_gli_strumenti_di_amministrazione_non_esistono() -> None:
    client = Client()
    for indirizzo in ("/admin/", "/django-admin/", "/api/schema/", "/metrics", "/.git/config", "/__debug__/"):
        risposta = client.get(indirizzo)
        assert risposta.status_code in (302, 404), indirizzo
        if risposta.status_code == 302:
            assert risposta.headers["Location"].startswith(reverse("account_login"))


def _senza_politica(rotte: list[Rotta]) -> list[str]:
    return [r.nome for r in rotte if r.politica is None and not r.nome.startswith(DI_ALLAUTH)]


def _aperte(inizi: tuple[str, ...], attori: tuple[str, ...]) -> list[str]:
    """Cells 200 of those actors on addresses about one household."""
    percorsi = {r.nome: r.percorso for r in tutte_le_rotte()}
    assert set(attori) <= set(ATTORI)
    return [
        f"{rotta} {metodo} {attore}"
        for (rotta, metodo), riga in leggi_tabella().items()
        for attore in attori
        if riga[attore] == "200" and percorsi[rotta].startswith(inizi) and SENZA_UN_OGGETTO in percorsi[rotta]
    ]
