"""The page of one's hours, and that of the others for whoever convenes."""

import html
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from adi_platform.agenda.models import Assenza, Disponibilita, Professionista
from adi_platform.agenda.services.disponibilita import scheda_di
from adi_platform.organizzazione.models import Utente
from tests.people import Cast

Entra = Callable[[Utente], Client]
MIE = "/agenda/disponibilita/"
ORE = {"giorno": "0", "dal": "2026-11-23", "dalle": "09:00", "alle": "13:00", "dove": "distanza", "ore": "1"}


def test_si_danno_e_si_tolgono_le_proprie_ore(cast: Cast, entra: Entra) -> None:
    client = entra(cast.elio_educatore)
    assert "Nessuna ora data" in client.get(MIE).content.decode()
    assert not Professionista.objects.exists()

    assert client.post(MIE, ORE).status_code == 302
    assert "ogni lunedì, dalle 09:00 alle 13:00" in client.get(MIE).content.decode()
    riga = Disponibilita.objects.get()
    dove = reverse("disponibilita-togli", args=[riga.pk])
    assert client.get(dove).status_code == 200
    assert client.post(dove).status_code == 422
    assert client.post(dove, {"conferma": "1"}).status_code == 302
    assert not Disponibilita.objects.exists()


def test_un_errore_resta_accanto_al_campo_e_non_si_perde_nulla(cast: Cast, entra: Entra) -> None:
    risposta = entra(cast.anna_verdi).post(MIE, {**ORE, "alle": "08:00"})
    testo = risposta.content.decode()
    assert risposta.status_code == 422
    assert "L&#x27;ora di fine viene dopo" in testo
    assert 'value="08:00"' in testo


def test_l_assenza_non_chiede_il_motivo(cast: Cast, entra: Entra) -> None:
    client = entra(cast.anna_verdi)
    client.post(MIE, {"via-dal": "2027-01-04", "via-al": "2027-01-08", "assenza": "1"})
    assert str(Assenza.objects.get()) == "dal 04/01/2027 al 08/01/2027"
    assert "dal 4 gennaio 2027 all'8 gennaio 2027" in html.unescape(client.get(MIE).content.decode())


def test_chi_convoca_scrive_le_ore_degli_altri(cast: Cast, entra: Entra) -> None:
    elio = scheda_di(utente=cast.elio_educatore, ambito=cast.territorio.ambito)
    client = entra(cast.cora_coordina)
    assert "nessuna ora data" in client.get(reverse("disponibilita-professionisti")).content.decode()
    assert client.post(reverse("disponibilita-professionista", args=[elio.pk]), ORE).status_code == 302
    assert elio.disponibilita.get().aggiornato_da == cast.cora_coordina


@pytest.mark.parametrize(
    ("chi", "atteso"), [("anna_verdi", 404), ("olga_altrove", 404), ("tito_tecnico", 403)]
)
def test_nessuno_tocca_le_ore_di_un_altro(chi: str, atteso: int, cast: Cast, entra: Entra) -> None:
    entra(cast.elio_educatore).post(MIE, ORE)
    riga = Disponibilita.objects.get()
    client = entra(getattr(cast, chi))
    assert client.post(reverse("disponibilita-togli", args=[riga.pk])).status_code == atteso
    assert client.get(reverse("disponibilita-professionista", args=[riga.professionista_id])).status_code in (
        403,
        404,
    )
    assert Disponibilita.objects.exists()


@pytest.mark.parametrize("quanti", [1, 3])
def test_le_interrogazioni_non_crescono_con_le_righe(
    quanti: int, cast: Cast, entra: Entra, django_assert_num_queries: Callable[..., object]
) -> None:
    for nome in ("anna_verdi", "elio_educatore", "bruno_colle")[:quanti]:
        scheda_di(utente=getattr(cast, nome), ambito=cast.territorio.ambito)
    client = entra(cast.cora_coordina)
    client.get(reverse("disponibilita-professionisti"))
    with django_assert_num_queries(8):  # type: ignore[attr-defined]  # a context manager
        client.get(reverse("disponibilita-professionisti"))
