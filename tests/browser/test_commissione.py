"""The commission in real Chromium: the vote from a phone, by keyboard alone too; every page accessible."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from contributi.models import Seduta, Voto
from contributi.services.chiusura import chiudi
from tests.browser.conftest import Pagina
from tests.contributi.commissione.scena import (
    seduta_aperta,
    seduta_convocata,
    seduta_inviata,
    voci,
    votano_tutti,
)
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]
LARGHEZZE = (1280, 375, 320)


def indirizzi(seduta: Seduta) -> dict[str, str]:
    qui = (seduta.commissione_id, seduta.pk)
    voce = voci(seduta)[0].pk
    return {
        "seduta": reverse("contributi:seduta", args=qui),
        "proposta": reverse("contributi:seduta-voto", args=[*qui, voce]),
        "conflitto": reverse("contributi:seduta-conflitto", args=[*qui, voce]),
        "togli": reverse("contributi:seduta-togli", args=[*qui, voce]),
        "passo": reverse("contributi:seduta-passo", args=[*qui, "annulla"]),
        "nuova": reverse("contributi:seduta-nuova", args=qui[:1]),
        "commissione": reverse("contributi:commissione", args=qui[:1]),
        "elenco": reverse("contributi:commissioni"),
    }


def guarda(page: Page, indirizzo: str, nome: str, axe: Axe, schermata: Schermata) -> None:
    """Overflow at every width; the rules of accessibility on the phone."""
    page.goto(indirizzo)
    for larghezza in LARGHEZZE:
        page.set_viewport_size({"width": larghezza, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= larghezza, f"{indirizzo} deborda"
        if larghezza == 375:
            axe(page)
        schermata(page, f"commissione-{nome}-{larghezza}")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("stato", ["convocata", "inviata", "aperta", "chiusa"])
def test_le_pagine_della_seduta_sono_accessibili(
    stato: str, cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    prepara = {"convocata": seduta_convocata, "inviata": seduta_inviata}.get(stato, seduta_aperta)
    seduta = prepara(cast, quante=2)
    if stato == "chiusa":
        votano_tutti(cast, seduta, "contrario")
        chiudi(seduta=seduta)
    page = pagina(cast.pina_presidente)
    for nome, indirizzo in indirizzi(seduta).items():
        if stato in ("convocata", "aperta") or nome in ("seduta", "proposta"):
            guarda(page, indirizzo, f"{stato}-{nome}", axe, schermata)


def _conferma_da_tastiera(page: Page, voto: str) -> None:
    page.get_by_role("button", name=f"Confermo: {voto}").focus()
    page.keyboard.press("Enter")


def test_si_vota_con_la_sola_tastiera(cast: Cast, pagina: Pagina) -> None:
    seduta = seduta_aperta(cast, quante=2)
    page = pagina(cast.ciro_commissario, larghezza=375, altezza=740)
    page.goto("/")
    page.get_by_role("link", name="2 proposte da votare").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Vai al voto").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposte/**")
    page.locator("textarea[name=motivo]").focus()
    page.keyboard.type("Manca la bolletta")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Rinvio per carenza di documenti"
    page.keyboard.press("Enter")
    _conferma_da_tastiera(page, "rinvio per carenza di documenti")
    page.get_by_text("Voto registrato. Ne mancano 1.").wait_for()
    page.get_by_role("button", name="Favorevole").focus()
    page.keyboard.press("Enter")
    _conferma_da_tastiera(page, "favorevole")
    page.get_by_text("Hai votato su tutte le proposte.").wait_for()
    dati = Voto.objects.filter(seduta=seduta).order_by("numero").values_list("scelta", "motivo")
    assert list(dati) == [("rinvio", "Manca la bolletta"), ("favorevole", "")]
