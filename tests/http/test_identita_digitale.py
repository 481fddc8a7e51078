"""SPID and CIE through an aggregator: existing accounts only, code flow with PKCE and state."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from adi_platform.organizzazione.models import Utente
from tests.http.fornitore_finto import CLIENT, SEGRETO, Fornitore, avvia
from tests.people import Cast

CODICE_FISCALE = "VRDNNA80A41Z901X"


@pytest.fixture
def fornitore(settings: Any) -> Iterator[Fornitore]:
    finto = avvia()
    app = {
        "provider_id": "identita-digitale",
        "name": "SPID o CIE",
        "client_id": CLIENT,
        "secret": SEGRETO,
        "settings": {"server_url": finto.indirizzo},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield finto
    finto.server.shutdown()
    finto.server.server_close()


def parti(client: Client, **parametri: str) -> str:
    indirizzo = reverse("openid_connect_login", args=["identita-digitale"])
    risposta = client.get(indirizzo, parametri)
    assert risposta.status_code == 302
    return str(risposta["Location"])


def torna(client: Client, ritorno: dict[str, str]):  # type: ignore[no-untyped-def]
    return client.get(reverse("openid_connect_callback", args=["identita-digitale"]), ritorno)


def dentro(client: Client) -> bool:
    return client.get("/stile/").status_code == 200


def test_la_richiesta_ha_stato_e_pkce(cast: Cast, client: Client, fornitore: Fornitore) -> None:
    andata = parti(client)
    domanda = parse_qs(urlsplit(andata).query)
    assert andata.startswith(f"{fornitore.indirizzo}/authorize?")
    assert domanda["code_challenge_method"] == ["S256"]
    assert len(domanda["code_challenge"][0]) >= 43
    assert domanda["state"][0]
    assert domanda["scope"][0].split().count("openid") == 1


def test_entra_chi_ha_la_stessa_posta_verificata(cast: Cast, client: Client, fornitore: Fornitore) -> None:
    ritorno = fornitore.autorizza(
        parti(client), sub="p-1", email=cast.anna_verdi.email.upper(), email_verified=True
    )
    assert torna(client, ritorno).status_code == 302
    assert dentro(client)
    assert SocialAccount.objects.get().user == cast.anna_verdi


def test_entra_chi_ha_lo_stesso_codice_fiscale(cast: Cast, client: Client, fornitore: Fornitore) -> None:
    Utente.objects.filter(pk=cast.anna_verdi.pk).update(codice_fiscale=CODICE_FISCALE)
    ritorno = fornitore.autorizza(parti(client), sub="p-1", fiscal_number=f"TINIT-{CODICE_FISCALE}")
    torna(client, ritorno)
    assert dentro(client)


def test_il_codice_fiscale_di_un_altro_prevale_sulla_posta(
    cast: Cast, client: Client, fornitore: Fornitore
) -> None:
    ritorno = fornitore.autorizza(
        parti(client),
        sub="p-1",
        fiscal_number="TINIT-RSSMRA85T10A562S",
        email=cast.anna_verdi.email,
        email_verified=True,
    )
    assert torna(client, ritorno).status_code == 403
    assert not dentro(client)


def test_dopo_la_prima_volta_conta_il_soggetto_e_non_la_posta(
    cast: Cast, client: Client, fornitore: Fornitore
) -> None:
    prima = fornitore.autorizza(parti(client), sub="p-1", email=cast.anna_verdi.email, email_verified=True)
    torna(client, prima)
    nuovo = Client()
    torna(nuovo, fornitore.autorizza(parti(nuovo), sub="p-1", email="cambiata@altrove.invalid"))
    assert dentro(nuovo)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize(
    "dichiarati",
    [
        {"email": "sconosciuta@altrove.invalid", "email_verified": True},
        {"email": "anna_verdi@esempio.invalid", "email_verified": False},
        {"email": "anna_verdi@esempio.invalid", "email_verified": "true"},
        {"email": "anna_verdi@esempio.invalid"},
        {"fiscal_number": "TINIT-"},
        {},
    ],
)
def test_chi_non_corrisponde_non_entra_e_non_nasce_nessun_accesso(
    cast: Cast, client: Client, fornitore: Fornitore, dichiarati: dict[str, Any]
) -> None:
    quanti = Utente.objects.count()
    risposta = torna(client, fornitore.autorizza(parti(client), sub="p-9", **dichiarati))
    assert risposta.status_code == 403
    assert "Non troviamo il tuo accesso" in risposta.text
    assert Utente.objects.count() == quanti
    assert not SocialAccount.objects.exists()
    assert not dentro(client)


def test_chi_e_disattivato_non_entra(cast: Cast, client: Client, fornitore: Fornitore) -> None:
    Utente.objects.filter(pk=cast.anna_verdi.pk).update(is_active=False)
    ritorno = fornitore.autorizza(parti(client), sub="p-1", email=cast.anna_verdi.email, email_verified=True)
    torna(client, ritorno)
    assert not dentro(client)


def test_uno_stato_inventato_o_gia_usato_viene_rifiutato(
    cast: Cast, client: Client, fornitore: Fornitore
) -> None:
    ritorno = fornitore.autorizza(parti(client), sub="p-1", email=cast.anna_verdi.email, email_verified=True)
    altro = Client()
    torna(altro, ritorno)
    assert not dentro(altro), "il ritorno vale solo nel browser che è partito"
    torna(client, {**ritorno, "state": "inventato"})
    assert not dentro(client)
    torna(client, ritorno)
    assert dentro(client)
    client.post("/accesso/esci/")
    torna(client, ritorno)
    assert not dentro(client), "lo stesso codice non vale due volte"


@pytest.mark.parametrize("difetto", [{"destinatario": "altro"}, {"emittente_falso": "https://male.invalid"}])
def test_un_gettone_per_altri_o_di_altri_viene_rifiutato(
    cast: Cast, client: Client, fornitore: Fornitore, difetto: dict[str, str]
) -> None:
    for nome, valore in difetto.items():
        setattr(fornitore, nome, valore)
    ritorno = fornitore.autorizza(parti(client), sub="p-1", email=cast.anna_verdi.email, email_verified=True)
    torna(client, ritorno)
    assert not dentro(client)


def test_un_livello_di_sicurezza_basso_non_basta(
    cast: Cast, client: Client, fornitore: Fornitore, settings: Any
) -> None:
    settings.OIDC_LIVELLI = ["https://www.spid.gov.it/SpidL2"]
    persona = {"sub": "p-1", "email": cast.anna_verdi.email, "email_verified": True}
    torna(client, fornitore.autorizza(parti(client), acr="https://www.spid.gov.it/SpidL1", **persona))
    assert not dentro(client)
    torna(client, fornitore.autorizza(parti(client), acr="https://www.spid.gov.it/SpidL2", **persona))
    assert dentro(client)


def test_chi_e_dentro_non_puo_legare_da_solo_un_altra_identita(
    cast: Cast, client: Client, fornitore: Fornitore
) -> None:
    client.force_login(cast.anna_verdi, backend="allauth.account.auth_backends.AuthenticationBackend")
    ritorno = fornitore.autorizza(parti(client, process="connect"), sub="p-1", email="x@altrove.invalid")
    torna(client, ritorno)
    assert not SocialAccount.objects.exists()


def test_il_ritorno_non_porta_fuori_casa(cast: Cast, client: Client, fornitore: Fornitore) -> None:
    andata = parti(client, next="//male.invalid")
    ritorno = fornitore.autorizza(andata, sub="p-1", email=cast.anna_verdi.email, email_verified=True)
    assert torna(client, ritorno)["Location"] == "/"


def test_la_pagina_di_accesso_offre_l_identita_digitale_solo_se_configurata(
    cast: Cast, client: Client, fornitore: Fornitore, settings: Any
) -> None:
    assert "Entra con SPID o CIE" in client.get("/accesso/").text
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "SPID" not in client.get("/accesso/").text
    indirizzo = reverse("openid_connect_login", args=["identita-digitale"])
    assert client.get(indirizzo).status_code == 404
