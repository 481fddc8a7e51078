"""The frame and the components in real Chromium: no accessibility violation, no console complaint."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Pagina
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]


@pytest.mark.parametrize("larghezza", [1280, 375])
def test_la_pagina_dei_componenti_e_accessibile(
    larghezza: int, cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    page = pagina(cast.anna_verdi, larghezza=larghezza)
    page.goto("/stile/")
    assert page.locator("h1").inner_text() == "Componenti"
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= larghezza
    schermata(page, f"stile-{larghezza}")
