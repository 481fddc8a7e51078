"""Real Chromium on a live server: signed-in pages, accessibility check, screenshots."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from adi_platform.organizzazione.models import Utente
from tests.conftest import FONDO, entrato

ETICHETTE_AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
Pagina = Callable[..., Page]


@pytest.fixture(scope="package")
def browser(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Browser]:
    """Closed with the last of these tests: while Playwright's loop runs nobody else may start one.

    Django has another connection meanwhile: no ground stays open from one to the other.
    """
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with django_db_blocker.unblock():
        FONDO.chiudi()
    with sync_playwright() as playwright:
        avviato = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield avviato
        avviato.close()
        with django_db_blocker.unblock():
            FONDO.chiudi()


@pytest.fixture
def pagina(browser: Browser, live_server: Any) -> Iterator[Pagina]:
    """`pagina(utente)` opens a page with the session of that person (nobody when None).

    Console errors (also violations of the content policy) and requests to other hosts fail the test.
    """
    contesti: list[BrowserContext] = []
    proteste: list[str] = []

    def _pagina(utente: Utente | None = None, larghezza: int = 1280, altezza: int = 900) -> Page:
        contesto = browser.new_context(
            viewport={"width": larghezza, "height": altezza},
            base_url=live_server.url,
            locale="it-IT",
            timezone_id="Europe/Rome",
            reduced_motion="reduce",
        )
        contesti.append(contesto)
        if utente is not None:
            contesto.add_cookies([_biscotto(utente, live_server.url)])
        page = contesto.new_page()
        page.on("console", lambda m: proteste.append(m.text) if _protesta(m.text, m.type) else None)
        page.on("pageerror", lambda errore: proteste.append(str(errore)))
        page.on("request", lambda r: _controlla_casa(r.url, live_server.url, proteste))
        return page

    yield _pagina
    for contesto in contesti:
        contesto.close()
    assert [protesta[:300] for protesta in proteste] == []


def _protesta(testo: str, tipo: str) -> bool:
    """An error page that the test asked for is not a complaint of the browser."""
    return tipo == "error" and "the server responded with a status of" not in testo


def _controlla_casa(url: str, casa: str, proteste: list[str]) -> None:
    if not url.startswith((casa, "data:", "blob:", "about:")):
        proteste.append(f"richiesta fuori casa: {url}")


def _biscotto(utente: Utente, url: str) -> Any:
    client = entrato(utente)
    nome = settings.SESSION_COOKIE_NAME
    return {"name": nome, "value": client.cookies[nome].value, "url": url, "httpOnly": True}


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails when the page breaks WCAG 2.2 AA; the content policy stays on."""

    def _axe(page: Page) -> None:
        esito = Axe().run(page, options={"runOnly": {"type": "tag", "values": ETICHETTE_AXE}})
        righe = [
            f"{v['id']}: {v['help']} → " + "; ".join(str(n["target"]) for n in v["nodes"][:4])
            for v in esito.response["violations"]
        ]
        assert righe == [], f"{page.url}\n" + "\n".join(righe)

    return _axe


@pytest.fixture
def schermata() -> Callable[[Page, str], None]:
    """`schermata(page, nome)` saves a picture when ADI_SCHERMATE names a folder."""

    def _schermata(page: Page, nome: str) -> None:
        cartella = os.environ.get("ADI_SCHERMATE")
        if cartella:
            destinazione = Path(cartella)
            destinazione.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=destinazione / f"{nome}.png", full_page=True)

    return _schermata
