"""Progress of background work: for who started it and their colleagues, 404 for everybody else."""

import pytest
from django.urls import reverse

from adi_platform.outbox.models import Lavoro, StatoConsegna
from adi_platform.outbox.services import accoda
from tests.conftest import Entra
from tests.people import Cast


@pytest.fixture
def lavoro(cast: Cast) -> Lavoro:
    riga = accoda.accoda_lavoro(
        tipo="prova", chiave="a", dati={}, ambito_id=cast.territorio.ambito.pk, avviato_da_id=cast.nico_cpi.pk
    )
    riga.avanza(fatto=1, totale=4, messaggio="Riga 1 di 4")
    return riga


@pytest.mark.parametrize(
    ("chi", "stato"),
    [
        ("nico_cpi", 200),  # started it
        ("anna_verdi", 200),
        ("carla_mare", 200),
        ("neri_asl", 404),  # partner of the same Ambito
        ("olga_altrove", 404),
        ("senza_incarico", 404),
    ],
)
def test_lo_vede_chi_lo_ha_avviato_o_un_collega(
    cast: Cast, entra: Entra, lavoro: Lavoro, chi: str, stato: int
) -> None:
    assert entra(getattr(cast, chi)).get(reverse("lavoro-stato", args=[lavoro.pk])).status_code == stato


def test_htmx_riceve_il_frammento_e_gli_altri_la_pagina(cast: Cast, entra: Entra, lavoro: Lavoro) -> None:
    client, indirizzo = entra(cast.anna_verdi), reverse("lavoro-stato", args=[lavoro.pk])
    frammento = client.get(indirizzo, headers={"HX-Request": "true"}).content.decode()
    pagina = client.get(indirizzo).content.decode()
    assert "Riga 1 di 4" in frammento
    assert "<html" not in frammento
    assert frammento.strip() in pagina


def test_a_lavoro_concluso_htmx_ricarica_la_pagina(cast: Cast, entra: Entra, lavoro: Lavoro) -> None:
    Lavoro.objects.filter(pk=lavoro.pk).update(stato=StatoConsegna.RIUSCITO)
    client, indirizzo = entra(cast.anna_verdi), reverse("lavoro-stato", args=[lavoro.pk])
    assert client.get(indirizzo, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Il lavoro è terminato" in client.get(indirizzo).content.decode()
