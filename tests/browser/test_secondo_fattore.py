"""Second factors in real Chromium: a passkey is added and used, the pages are accessible."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.browser.conftest import Pagina
from tests.http.test_secondo_fattore import codice_totp
from tests.people import PAROLA, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]


@pytest.fixture(autouse=True)
def _contatori_azzerati() -> None:
    cache.clear()


def _entra(page: Page, cast: Cast) -> None:
    page.goto("/accesso/?next=/stile/")
    page.get_by_label("Posta elettronica").fill(cast.anna_verdi.email)
    page.get_by_label("Password").fill(PAROLA)
    page.get_by_role("button", name="Entra", exact=True).click()


def _conferma(page: Page, axe: Axe) -> None:
    page.wait_for_url("**/accesso/conferma/**")
    axe(page)
    page.get_by_label("Password").fill(PAROLA)
    page.get_by_role("button", name="Conferma").click()


def _chiave_virtuale(page: Page) -> None:
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    opzioni = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": opzioni})


def test_aggiungo_una_chiave_ed_entro_senza_password(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    page = pagina()
    _chiave_virtuale(page)
    _entra(page, cast)
    page.wait_for_url("**/stile/")
    page.goto("/accesso/sicurezza/chiavi/nuova/")
    _conferma(page, axe)
    page.wait_for_url("**/accesso/sicurezza/chiavi/nuova/")
    axe(page)
    schermata(page, "chiave-nuova")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/accesso/sicurezza/riserva/**")
    axe(page)
    schermata(page, "codici-riserva")
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1
    page.goto("/accesso/sicurezza/chiavi/")
    axe(page)
    schermata(page, "chiavi")
    page.goto("/accesso/esci/")
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/accesso/")
    page.get_by_role("button", name="Entra con una chiave di sicurezza").click()
    expect(page.locator(".menu-utente")).to_be_visible(timeout=20000)


def test_attivo_l_app_e_all_ingresso_mi_chiede_il_codice(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    page = pagina()
    _entra(page, cast)
    page.wait_for_url("**/stile/")
    page.goto("/accesso/sicurezza/app/")
    _conferma(page, axe)
    page.wait_for_url("**/accesso/sicurezza/app/")
    axe(page)
    schermata(page, "app-attiva")
    segreto = page.locator("#authenticator_secret").input_value()
    page.locator("input[name=code]").fill(codice_totp(segreto))
    page.get_by_role("button", name="Attiva").click()
    page.wait_for_url("**/accesso/sicurezza/riserva/**")
    page.goto("/accesso/esci/")
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/accesso/")
    _entra(page, cast)
    page.wait_for_url("**/accesso/sicurezza/verifica/**")
    axe(page)
    schermata(page, "verifica-codice")
    cache.clear()  # the code just used is refused by design, and the next one is half a minute away
    page.locator("input[name=code]").fill(codice_totp(segreto))
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/stile/")
