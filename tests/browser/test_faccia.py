"""The frame, sign-in, organisation and error pages in real Chromium: WCAG 2.2 AA, no console complaint."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import Pagina
from tests.people import PAROLA, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]

LARGHEZZE = (1280, 375)
PUBBLICHE = {
    "accesso": "/accesso/",
    "codice": "/accesso/codice/",
    "recupero": "/accesso/recupero/",
    "registrazione": "/accesso/registrazione/",
    "accessibilita": "/accessibilita/",
    "privacy": "/privacy/",
}
DEL_TECNICO = {
    "componenti": "/stile/",
    "persone": "/organizzazione/",
    "persona-nuova": "/organizzazione/persone/nuova/",
    "territorio": "/organizzazione/territorio/",
    "enti": "/organizzazione/enti/",
    "sicurezza-ruoli": "/organizzazione/sicurezza/",
    "comune-nuovo": "/organizzazione/voci/comuni/nuova/",
    "parametri": "/parametri/",
    "dispositivi": "/accesso/dispositivi/",
    "sicurezza": "/accesso/sicurezza/",
    "password": "/accesso/password/",
    "esci": "/accesso/esci/",
    "conferma": "/accesso/conferma/",
    "404": "/non-esiste/",
}


def _controlla(page: Page, indirizzo: str, nome: str, axe: Axe, schermata: Schermata) -> None:
    for larghezza in LARGHEZZE:
        page.set_viewport_size({"width": larghezza, "height": 900})
        page.goto(indirizzo)
        axe(page)
        assert page.locator("h1").count() == 1, indirizzo
        assert page.evaluate("document.documentElement.scrollWidth") <= larghezza, f"{indirizzo} deborda"
        schermata(page, f"{nome}-{larghezza}")


@pytest.mark.parametrize("nome", PUBBLICHE)
def test_le_pagine_aperte_a_tutti_sono_accessibili(
    nome: str, db: None, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    _controlla(pagina(), PUBBLICHE[nome], nome, axe, schermata)


def test_le_pagine_di_chi_amministra_sono_accessibili(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    page = pagina(cast.tito_tecnico)
    for nome, indirizzo in DEL_TECNICO.items():
        _controlla(page, indirizzo, nome, axe, schermata)
    anna = cast.anna_verdi
    _controlla(page, reverse("organizzazione-persona", args=[anna.pk]), "persona", axe, schermata)
    _controlla(page, reverse("organizzazione-accesso", args=[anna.pk]), "chiudi-accesso", axe, schermata)
    fine = reverse("organizzazione-incarico-fine", args=[anna.incarichi.get().pk])
    _controlla(page, fine, "incarico-fine", axe, schermata)


def test_la_pagina_di_un_parametro_e_accessibile_anche_per_chi_lo_stabilisce(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    page = pagina(cast.dario_dirigente)
    _controlla(page, "/parametri/adi.affitto_massimo/", "parametro", axe, schermata)
    page.get_by_role("button", name="Registra il valore").click()
    page.wait_for_selector(".riepilogo-errori")
    axe(page)


def test_gli_errori_di_un_modulo_sono_annunciati_e_raggiungibili(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    page = pagina(cast.tito_tecnico)
    page.goto("/organizzazione/persone/nuova/")
    page.get_by_label("Cognome").fill("Arrivata")
    page.get_by_role("button", name="Apri l'accesso").click()
    assert page.title().startswith("Errore: ")
    riepilogo = page.locator(".riepilogo-errori")
    assert riepilogo.evaluate("e => e === document.activeElement")
    axe(page)
    schermata(page, "errori-modulo")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "nome"
    assert page.get_by_label("Cognome").input_value() == "Arrivata"


def test_si_entra_con_la_sola_tastiera(cast: Cast, pagina: Pagina, axe: Axe) -> None:
    page = pagina()
    page.goto("/stile/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Vai al contenuto"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "login"
    page.keyboard.type(cast.anna_verdi.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PAROLA)
    page.keyboard.press("Enter")
    page.wait_for_url("**/stile/")
    axe(page)


def test_il_menu_del_telefono_si_apre_e_dice_il_suo_stato(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    page = pagina(cast.tito_tecnico, larghezza=375)
    page.goto("/stile/")
    pulsante = page.get_by_role("button", name="Menu")
    menu = page.get_by_role("navigation", name="Principale")
    assert not menu.is_visible()
    pulsante.click()
    assert pulsante.get_attribute("aria-expanded") == "true"
    assert menu.is_visible()
    axe(page)
    schermata(page, "menu-375")


def test_il_menu_della_persona_si_chiude_con_esc(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    page = pagina(cast.anna_verdi)
    page.goto("/stile/")
    page.locator(".menu-utente summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Esci", exact=True).first.is_visible()
    axe(page)
    schermata(page, "menu-persona")
    page.keyboard.press("Escape")
    assert not page.locator(".menu-utente").evaluate("e => e.open")


@pytest.mark.parametrize("modello", ["400", "403", "403_csrf", "409", "500", "503", "503_registro"])
def test_le_pagine_di_errore_sono_accessibili(
    modello: str, db: None, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    from django.http import HttpRequest
    from django.template.loader import render_to_string

    page = pagina()
    html = render_to_string(f"errori/{modello}.html", {}, request=_anonima(HttpRequest()))
    page.route("**/errore-di-prova/", lambda via: via.fulfill(body=html, content_type="text/html"))
    page.goto("/errore-di-prova/")
    axe(page)
    assert page.locator("h1").count() == 1
    schermata(page, f"errore-{modello}")


def _anonima(richiesta):  # type: ignore[no-untyped-def]
    from django.contrib.auth.models import AnonymousUser

    richiesta.user = AnonymousUser()
    richiesta.META["SERVER_NAME"] = "localhost"
    richiesta.META["SERVER_PORT"] = "80"
    return richiesta
