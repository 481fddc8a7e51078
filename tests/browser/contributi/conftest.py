"""What every journey of the contributions uses: a look at each stop, and an ISEE on file."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]
Guarda = Callable[[Page, str], None]


@pytest.fixture
def guarda(axe: Axe, schermata: Schermata) -> Guarda:
    """At each stop: accessible, inside the screen at both widths, with its picture."""

    def _guarda(page: Page, nome: str) -> None:
        for larghezza in (375, 1280):
            page.set_viewport_size({"width": larghezza, "height": 900})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= larghezza, f"{nome} a {larghezza}"
            schermata(page, f"contributi-{nome}-{larghezza}")

    return _guarda
