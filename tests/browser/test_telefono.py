"""On a phone the tables of a household become cards; the menu of the other acts closes with Esc."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from cases.services.scadenze import ricalcola_scadenze
from tests.browser.conftest import Pagina
from tests.casi import crea_caso, oggi
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _si_trascina(page: Page) -> bool:
    """True when some table in view must be dragged sideways to be read."""
    return bool(
        page.evaluate(
            "[...document.querySelectorAll('.tabella')].filter(e => e.offsetParent)"
            ".some(e => e.getBoundingClientRect().right > innerWidth + 1)"
        )
    )


def test_nucleo_e_conto_dei_termini_si_leggono_senza_trascinare(cast: Cast, pagina: Pagina) -> None:
    caso = crea_caso(cast, data_pad=oggi() - datetime.timedelta(days=30))
    ricalcola_scadenze(caso, al=oggi())
    page = pagina(cast.anna_verdi, larghezza=375)
    page.goto(reverse("nucleo-scheda", args=[caso.nucleo_id]))
    assert page.locator(".tabella [data-etichetta='Rapporto']").count() == 2
    assert not _si_trascina(page)
    page.goto(reverse("caso-scadenze", args=[caso.pk]))
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    assert page.locator(".spiegazione").first.is_visible()
    assert not _si_trascina(page)


def test_il_menu_azioni_si_chiude_con_esc(cast: Cast, pagina: Pagina) -> None:
    caso = crea_caso(cast)
    page = pagina(cast.anna_verdi)
    page.goto(reverse("caso-scheda", args=[caso.pk]))
    menu = page.locator("details.menu-azioni")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.evaluate("e => e.open")
    page.keyboard.press("Escape")
    assert not menu.evaluate("e => e.open")
    assert menu.locator("summary").evaluate("e => e === document.activeElement")
