"""Every page that somebody may open, in every scene, at every width: readable and usable by everybody.

One load per page; the window is then narrowed, as when a page is turned on a phone.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.accessi.misura import entra_come
from tests.accessi.mondo import Mondo, crea_mondo
from tests.accessi.rotte import tutte_le_rotte
from tests.browser.conftest import Pagina
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRUPPI = 4
LARGHEZZE = (1280, 375, 320)
# First of these who may open the page is the one who looks at it.
CHI_GUARDA = (
    "anonimo", "anna_verdi", "cora_coordina", "sara_sportello", "vera_verifiche", "elio_educatore",
    "tito_tecnico", "dario_dirigente", "dora_dpo", "bruno_colle",
)  # fmt: skip
# The home is a different page for each role.
SCRIVANIE = (*CHI_GUARDA[1:], "ciro_commissario", "rita_ragioneria", "nico_cpi", "senza_incarico")
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]


@pytest.mark.parametrize("gruppo", range(GRUPPI))
def test_ogni_pagina_e_accessibile_e_sta_nello_schermo(
    gruppo: int, cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    mondo = crea_mondo(cast)
    aperte: dict[str, Page] = {}
    difetti: list[str] = []
    for attore, indirizzo in list(_da_guardare(mondo))[gruppo::GRUPPI]:
        if attore not in aperte:
            aperte[attore] = pagina(None if attore == "anonimo" else cast.persone[attore])
        difetti += _guarda(aperte[attore], attore, indirizzo, axe, schermata)
    assert difetti == []


def _guarda(page: Page, attore: str, indirizzo: str, axe: Axe, schermata: Schermata) -> list[str]:
    page.set_viewport_size({"width": LARGHEZZE[0], "height": 900})
    page.goto(indirizzo)
    nome = f"{indirizzo.strip('/').replace('/', '_') or 'scrivania'}-{attore}"[:120]
    difetti = []
    if page.locator("h1").count() != 1:
        difetti.append(f"{indirizzo} ({attore}): {page.locator('h1').count()} titoli h1")
    for larghezza in LARGHEZZE:
        page.set_viewport_size({"width": larghezza, "height": 900})
        fuori = page.evaluate("document.documentElement.scrollWidth") - larghezza
        if fuori > 0:
            difetti.append(
                f"{indirizzo} ({attore}): a {larghezza} esce di {fuori} px {_chi_esce(page, larghezza)}"
            )
        if larghezza == LARGHEZZE[-1]:
            continue
        try:
            axe(page)
        except AssertionError as violazione:
            difetti.append(f"{larghezza}: {violazione}".splitlines()[0][:300] + " " + str(violazione)[:600])
        schermata(page, f"{nome}-{larghezza}")
    return difetti


def _chi_esce(page: Page, larghezza: int) -> str:
    """The first elements wider than the window, to know where to look."""
    return str(
        page.evaluate(
            """larghezza => [...document.querySelectorAll('main *')]
                .filter(e => e.getBoundingClientRect().right > larghezza + 1)
                .slice(0, 3).map(e => e.tagName + '.' + e.className)""",
            larghezza,
        )
    )


def _da_guardare(mondo: Mondo) -> Iterator[tuple[str, str]]:
    """Each page once, with the eyes of somebody who may open it; the home with the eyes of everybody."""
    clienti = {attore: entra_come(mondo.cast, attore) for attore in CHI_GUARDA}
    for rotta in tutte_le_rotte():
        for indirizzo in mondo.indirizzi(rotta) if rotta.nome != "scrivania" else ():
            for attore, client in clienti.items():
                risposta = client.get(indirizzo)
                if risposta.status_code == 200 and _e_una_pagina(risposta):
                    yield attore, indirizzo
                    break
    yield from ((attore, "/") for attore in SCRIVANIE)
    yield "anna_verdi", "/casi/999999/"
    yield "nico_cpi", "/casi/"


def _e_una_pagina(risposta: object) -> bool:
    """Whole pages: files, JSON and fragments are not."""
    intestazioni = getattr(risposta, "headers", {})
    corpo = getattr(risposta, "content", b"")
    return (
        "html" in intestazioni.get("Content-Type", "")
        and "attachment" not in intestazioni.get("Content-Disposition", "")
        and b"</html>" in corpo
    )
