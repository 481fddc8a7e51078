"""The parameters of the law on a chosen day, and what the Ambito decides with its acts."""

import pytest
from django.urls import reverse

from adi_platform.norme.loader import norme_nazionali
from adi_platform.organizzazione.models import ParametroAmbito
from tests.conftest import Entra
from tests.people import Cast

MODIFICABILE = "adi.affitto_massimo"
ATTO = "Deliberazione inventata n. 4"


def fisso() -> str:
    return next(p.chiave for p in norme_nazionali().elenco() if not p.modificabile)


def test_l_elenco_mostra_il_valore_del_giorno_scelto(cast: Cast, entra: Entra) -> None:
    client = entra(cast.anna_verdi)
    vecchio = client.get(reverse("parametri"), {"al": "2024-06-01", "materia": "adi"}).text
    assert "3.360,00 €" in vecchio
    assert "1° giugno 2024" in vecchio
    nuovo = client.get(reverse("parametri"), {"al": "2025-06-01", "materia": "adi"}).text
    assert "3.640,00 €" in nuovo
    assert "DL 48/2023" in nuovo
    assert "da confermare" in client.get(reverse("parametri"), {"al": "2026-06-01"}).text


@pytest.mark.parametrize("al", ["", "ieri", "2026-13-45", "0001-01-01", "9999-12-31", "\x00"])
def test_una_data_qualunque_non_rompe_l_elenco(cast: Cast, entra: Entra, al: str) -> None:
    assert entra(cast.anna_verdi).get(reverse("parametri"), {"al": al}).status_code == 200


def test_ogni_parametro_ha_la_sua_pagina(cast: Cast, entra: Entra) -> None:
    client = entra(cast.dario_dirigente)
    for parametro in norme_nazionali().elenco():
        assert client.get(reverse("parametro", args=[parametro.chiave])).status_code == 200
    assert client.get(reverse("parametro", args=["adi.inventato"])).status_code == 404


def test_il_dirigente_stabilisce_un_valore_con_il_suo_atto(cast: Cast, entra: Entra) -> None:
    client = entra(cast.dario_dirigente)
    dati = {"valore": "4.000,50", "dal": "01/03/2026", "riferimento": ATTO}
    assert client.post(reverse("parametro", args=[MODIFICABILE]), dati).status_code == 302
    scelta = ParametroAmbito.objects.get()
    assert (scelta.valore, scelta.ambito, scelta.aggiornato_da) == (
        "4000.50",
        cast.territorio.ambito,
        cast.dario_dirigente,
    )
    pagina = client.get(reverse("parametri"), {"al": "2026-04-01", "materia": "adi"}).text
    assert "4.000,50 €" in pagina
    assert ATTO in pagina
    assert "4.000,50 €" not in client.get(reverse("parametri"), {"al": "2026-02-01"}).text
    assert ATTO in client.get(reverse("parametro", args=[MODIFICABILE])).text


def test_la_scelta_di_un_ambito_non_vale_per_l_altro(cast: Cast, entra: Entra) -> None:
    dati = {"valore": "4000", "dal": "01/03/2026", "riferimento": ATTO}
    entra(cast.dario_dirigente).post(reverse("parametro", args=[MODIFICABILE]), dati)
    assert ATTO not in entra(cast.olga_altrove).get(reverse("parametri"), {"al": "2026-04-01"}).text


@pytest.mark.parametrize("valore", ["", "NaN", "9,360,1", "abc", "-1", "1e3", "9_360"])
def test_un_valore_non_leggibile_viene_rifiutato(cast: Cast, entra: Entra, valore: str) -> None:
    dati = {"valore": valore, "dal": "01/03/2026", "riferimento": ATTO}
    risposta = entra(cast.dario_dirigente).post(reverse("parametro", args=[MODIFICABILE]), dati)
    assert risposta.status_code == 422
    assert 'aria-invalid="true"' in risposta.text
    assert not ParametroAmbito.objects.exists()


def test_lo_stesso_giorno_non_si_stabilisce_due_volte(cast: Cast, entra: Entra) -> None:
    client = entra(cast.dario_dirigente)
    dati = {"valore": "4000", "dal": "01/03/2026", "riferimento": ATTO}
    client.post(reverse("parametro", args=[MODIFICABILE]), dati)
    risposta = client.post(reverse("parametro", args=[MODIFICABILE]), dati)
    assert "già un valore da questa data" in risposta.text


def test_cio_che_fissa_la_legge_non_si_cambia(cast: Cast, entra: Entra) -> None:
    client = entra(cast.dario_dirigente)
    dati = {"valore": "1", "dal": "01/03/2026", "riferimento": ATTO}
    client.post(reverse("parametro", args=[fisso()]), dati)
    assert not ParametroAmbito.objects.exists()
    assert "non si cambia" in client.get(reverse("parametro", args=[fisso()])).text


@pytest.mark.parametrize("sigla", ["anna_verdi", "dora_dpo", "tito_tecnico"])
def test_chi_non_propone_ne_stabilisce_legge_soltanto(cast: Cast, entra: Entra, sigla: str) -> None:
    client = entra(getattr(cast, sigla))
    dati = {"valore": "4000", "dal": "01/03/2026", "riferimento": ATTO}
    client.post(reverse("parametro", args=[MODIFICABILE]), dati)
    assert not ParametroAmbito.objects.exists()
    assert "lo stabilisce il dirigente" in client.get(reverse("parametro", args=[MODIFICABILE])).text


def test_il_partner_non_legge_i_parametri(cast: Cast, entra: Entra) -> None:
    assert entra(cast.nico_cpi).get(reverse("parametri")).status_code == 403
