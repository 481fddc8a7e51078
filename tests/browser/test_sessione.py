"""The end of a session: warning by keyboard, nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from adi_platform.organizzazione.models import UnitaTerritoriale
from tests.browser.conftest import Pagina
from tests.people import PAROLA, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]


@pytest.fixture
def sessione_breve(settings: Any) -> None:
    """Ten seconds in all, with the warning six seconds before the end."""
    settings.SESSION_COOKIE_AGE = 10
    settings.SESSIONE_PREAVVISO = 6


def test_l_avviso_si_apre_e_con_invio_si_resta_collegati(
    sessione_breve: None, cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    page = pagina(cast.anna_verdi)
    page.goto("/stile/")
    page.get_by_label("Nome").first.fill("testo lungo scritto a mano")
    dialogo = page.get_by_role("dialog", name="Stai per essere scollegato")
    expect(dialogo).to_be_visible(timeout=8000)
    assert page.evaluate("document.activeElement.textContent") == "Resta collegato"
    axe(page)
    schermata(page, "avviso-sessione")
    with page.expect_response("**/sessione/prolunga/") as risposta:
        page.keyboard.press("Enter")
    assert risposta.value.json()["secondi"] == 10
    expect(dialogo).to_be_hidden()
    assert page.get_by_label("Nome").first.input_value() == "testo lungo scritto a mano"


def test_dall_avviso_si_esce_con_la_tastiera(sessione_breve: None, cast: Cast, pagina: Pagina) -> None:
    page = pagina(cast.anna_verdi)
    page.goto("/stile/")
    expect(page.get_by_role("dialog")).to_be_visible(timeout=8000)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accesso/")


def test_se_la_sessione_e_finita_il_modulo_resta_e_si_invia_dopo_il_nuovo_accesso(
    sessione_breve: None, cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata, settings: Any
) -> None:
    page = pagina(cast.tito_tecnico)
    page.goto("/organizzazione/voci/unita/nuova/")
    page.get_by_label("Nome").fill("Unità scritta a lungo")
    expect(page.get_by_role("dialog", name="Stai per essere scollegato")).to_be_visible(timeout=8000)
    finita = page.get_by_role("dialog", name="L'accesso si è chiuso")
    expect(finita).to_be_visible(timeout=12000)
    axe(page)
    schermata(page, "sessione-finita")
    finita.get_by_role("button", name="Ho fatto l'accesso").click()
    expect(finita.get_by_role("alert")).to_be_visible()
    settings.SESSION_COOKIE_AGE = 1800
    with page.expect_popup() as altra:
        finita.get_by_role("link", name="Accedi").click()
    scheda = altra.value
    scheda.get_by_label("Posta elettronica").fill(cast.tito_tecnico.email)
    scheda.get_by_label("Password").fill(PAROLA)
    scheda.get_by_role("button", name="Entra", exact=True).click()
    scheda.wait_for_load_state()
    scheda.close()
    finita.get_by_role("button", name="Ho fatto l'accesso").click()
    expect(finita).to_be_hidden()
    page.get_by_role("button", name="Salva").click()
    page.wait_for_url("**/organizzazione/territorio/")
    assert UnitaTerritoriale.objects.filter(nome="Unità scritta a lungo").exists()


def test_un_modulo_inviato_a_sessione_chiusa_altrove_non_finisce_nella_pagina_di_accesso(
    cast: Cast, pagina: Pagina, settings: Any
) -> None:
    """The session was ended from another device: the page does not know yet."""
    settings.SESSIONE_FIDUCIA = 0
    page = pagina(cast.tito_tecnico)
    page.goto("/organizzazione/voci/unita/nuova/")
    page.get_by_label("Nome").fill("Da non perdere")
    Session.objects.all().delete()
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_role("dialog", name="L'accesso si è chiuso")).to_be_visible()
    assert page.get_by_label("Nome").input_value() == "Da non perdere"
