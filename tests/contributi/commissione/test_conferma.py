"""Who votes has shown who they are a short while ago; asked again, nothing that was typed is lost."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.adapter import get_adapter
from django.conf import LazySettings
from django.test import Client, RequestFactory
from django.urls import reverse

from contributi.models import VoceSeduta, Voto
from tests.conftest import Entra
from tests.contributi.commissione.scena import seduta_aperta, voci
from tests.people import PAROLA, Cast

pytestmark = pytest.mark.django_db
MOTIVO = "Manca la bolletta della luce"


def pagina(voce: VoceSeduta) -> str:
    return reverse("contributi:seduta-voto", args=[voce.seduta.commissione_id, voce.seduta_id, voce.pk])


def invecchia(client: Client, minuti: int) -> None:
    """The password was typed that many minutes ago."""
    sessione = client.session
    for riga in sessione["account_authentication_methods"]:
        riga["at"] = time.time() - 60 * minuti
    sessione.save()


def dati(voce: VoceSeduta) -> dict[str, str]:
    return {"confermata": "rinvio", "motivo": MOTIVO, "impronta": voce.impronta}


def test_chi_e_entrato_da_poco_vota_subito(cast: Cast, entra: Entra) -> None:
    voce = voci(seduta_aperta(cast))[0]
    client = entra(cast.ciro_commissario)
    invecchia(client, 14)
    assert client.post(pagina(voce), dati(voce)).status_code == 302
    assert Voto.objects.get().scelta == "rinvio"


def test_chi_e_entrato_da_tempo_conferma_e_ritrova_cio_che_ha_scritto(cast: Cast, entra: Entra) -> None:
    voce = voci(seduta_aperta(cast))[0]
    client = entra(cast.ciro_commissario)
    invecchia(client, 16)
    risposta = client.post(pagina(voce), dati(voce))
    conferma = reverse("account_reauthenticate")
    assert risposta["Location"].startswith(f"{conferma}?next=")
    assert not Voto.objects.exists()
    chiede = client.get(risposta["Location"]).content.decode()
    assert "Quello che hai scritto è conservato" in chiede
    sbagliata = client.post(conferma, {"password": "non-e-questa", "next": pagina(voce)})
    assert sbagliata.status_code == 200
    giusta = client.post(conferma, {"password": PAROLA, "next": pagina(voce)})
    assert giusta["Location"] == pagina(voce)
    html = client.get(pagina(voce)).content.decode()
    assert MOTIVO in html
    assert "Hai scelto: <strong>rinvio per carenza di documenti" in html
    assert 'name="confermata" value="rinvio"' in html
    assert client.post(pagina(voce), dati(voce)).status_code == 302
    assert Voto.objects.get().motivo == MOTIVO
    assert "voto_sospeso" not in client.session


def test_un_voto_sbagliato_torna_con_l_errore_prima_della_conferma(cast: Cast, entra: Entra) -> None:
    voce = voci(seduta_aperta(cast))[0]
    client = entra(cast.ciro_commissario)
    invecchia(client, 60)
    assert client.post(pagina(voce), {"motivo": MOTIVO}).status_code == 422


def test_il_motivo_che_manca_si_dice_prima_della_conferma(cast: Cast, entra: Entra) -> None:
    voce = voci(seduta_aperta(cast))[0]
    client = entra(cast.ciro_commissario)
    invecchia(client, 60)
    client.post(pagina(voce), dati(voce))
    risposta = client.post(pagina(voce), {**dati(voce), "motivo": " "})
    assert risposta.status_code == 422
    html = risposta.content.decode()
    assert "Scrivi il motivo" in html
    assert "Hai scelto" not in html


def test_una_sessione_che_non_ricorda_l_ingresso_chiede_conferma(cast: Cast) -> None:
    voce = voci(seduta_aperta(cast))[0]
    client = Client()
    client.force_login(cast.ciro_commissario, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert reverse("account_reauthenticate") in client.post(pagina(voce), dati(voce))["Location"]


def test_l_installazione_puo_non_chiederla(cast: Cast, entra: Entra, settings: LazySettings) -> None:
    settings.CONFERMA_VOTO_MINUTI = 0
    voce = voci(seduta_aperta(cast))[0]
    client = entra(cast.ciro_commissario)
    invecchia(client, 600)
    client.post(pagina(voce), dati(voce))
    assert Voto.objects.count() == 1


def test_chi_entra_solo_con_spid_ripassa_da_li(cast: Cast, entra: Entra, settings: LazySettings) -> None:
    settings.OIDC_INDIRIZZO = "https://aggregatore.esempio.invalid"
    voce = voci(seduta_aperta(cast))[0]
    cast.ciro_commissario.set_unusable_password()
    cast.ciro_commissario.save()
    client = entra(cast.ciro_commissario)
    invecchia(client, 16)
    dove = client.post(pagina(voce), dati(voce))["Location"]
    assert dove.startswith(reverse("openid_connect_login", args=["identita-digitale"]))
    assert "process=login" in dove
    assert parse_qs(urlsplit(dove).query)["auth_params"] == ["prompt=login"]


@pytest.mark.parametrize(("chi", "ritrova"), [("ciro_commissario", True), ("anna_verdi", False)])
def test_chi_ripassa_da_spid_ritrova_il_voto_e_un_altro_no(
    cast: Cast, entra: Entra, rf: RequestFactory, chi: str, ritrova: bool
) -> None:
    voce = voci(seduta_aperta(cast))[0]
    client = entra(cast.ciro_commissario)
    invecchia(client, 16)
    client.post(pagina(voce), dati(voce))
    richiesta = rf.get("/")
    richiesta.session, richiesta.user = client.session, cast.ciro_commissario
    get_adapter(richiesta).logout(richiesta)
    assert "voto_sospeso" not in richiesta.session
    get_adapter(richiesta).login(richiesta, cast.persone[chi])
    assert (richiesta.session.get("voto_sospeso", {}).get("motivo") == MOTIVO) == ritrova
