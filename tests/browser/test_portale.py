"""From the case to the CPI and back: the referral, the answer from a phone, the clock that stops."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from cases.models import Scadenza
from protocollo.enums import StatoInvio, TipoInvio
from protocollo.models import Invio
from protocollo.services.inviti import invita_referente
from protocollo.services.termini import chiave_di
from tests.browser.conftest import Pagina
from tests.browser.gesti import compila, esegui_i_lavori, oggi, premi, segui, spunta
from tests.casi import crea_caso
from tests.casi import oggi as il_giorno
from tests.people import Cast
from tests.protocollo.scena import condivisa, invio_al_cpi, invio_alla_asl, invio_alla_scuola

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]
LARGHEZZE = (1280, 375, 320)


def test_dal_caso_al_cpi_e_ritorno(cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata) -> None:
    caso = crea_caso(cast)
    ufficio = pagina(cast.anna_verdi)
    ufficio.goto(reverse("caso-scheda", args=[caso.pk]))
    premi(ufficio, "Condividi o chiedi a un altro ente")
    premi(ufficio, "Centro per l'impiego di Esempio")
    spunta(ufficio.locator("main [name=persone]"))
    spunta(ufficio.locator("main [name=destinatari]"))
    compila(ufficio, richiesta="È libera la mattina.")
    premi(ufficio, "Guarda che cosa vedrà")
    ufficio.get_by_text("Vedrà esattamente questo").wait_for()
    axe(ufficio)
    schermata(ufficio, "rete-anteprima-1280")
    segui(ufficio.get_by_role("button", name="Condividi", exact=True))
    ufficio.get_by_text("Condiviso con").first.wait_for()
    invio = Invio.objects.get()
    assert invio.tipo == TipoInvio.PATTO_SERVIZIO
    esegui_i_lavori()

    destinatario = invio.condivisione.destinatari.get().utente
    telefono = pagina(destinatario, larghezza=375, altezza=740)
    telefono.goto("/")
    assert telefono.url.endswith("/portale/")
    telefono.get_by_text("Patto di servizio: M. E.").wait_for()
    schermata(telefono, "rete-portale-375")
    segui(telefono.get_by_role("link", name=re.compile("Patto di servizio: M. E.")))
    telefono.get_by_text("È libera la mattina.").wait_for()
    schermata(telefono, "rete-portale-invio-375")
    segui(telefono.get_by_role("link", name="Il patto è firmato"))
    compila(telefono, esito_il=oggi())
    schermata(telefono, "rete-portale-firma-375")
    premi(telefono, "Registra la risposta")
    telefono.get_by_text("Risposta registrata").wait_for()
    assert telefono.evaluate("document.documentElement.scrollWidth") <= 375

    invio.refresh_from_db()
    assert invio.stato == StatoInvio.SOTTOSCRITTO
    assert caso.componenti.get(persona=invio.persona).psp_il == il_giorno()
    assert "90 giorni" in Scadenza.objects.get(caso=caso, chiave=chiave_di(invio)).titolo
    ufficio.goto("/")
    premi(ufficio, "1 risposta di altri enti da leggere")
    premi(ufficio, "Patto di servizio: Esempio Maria")
    premi(ufficio, "Ho letto la risposta")
    ufficio.get_by_text("Segnata come letta.").wait_for()
    schermata(ufficio, "rete-caso-invio-1280")


def _guarda(page: Page, indirizzo: str, nome: str, axe: Axe, schermata: Schermata) -> None:
    page.goto(indirizzo)
    for larghezza in LARGHEZZE:
        page.set_viewport_size({"width": larghezza, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= larghezza, f"{indirizzo} deborda"
        if larghezza == 375:
            axe(page)
        schermata(page, f"rete-{nome}-{larghezza}")
    assert page.locator("h1").count() == 1


def test_le_pagine_della_rete_sono_accessibili(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    caso = crea_caso(cast)
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    invio_alla_asl(caso, cast.anna_verdi, cast.neri_asl)
    invio_alla_scuola(caso, cast.anna_verdi, cast.lia_scuola)
    condivisa(caso, cast.anna_verdi, cast.teo_coop, ore="8 ore a settimana", competenze="Sa cucire")
    invita_referente(
        ente=cast.territorio.cpi,
        email="nuova@esempio.invalid",
        amministra_ente=True,
        incarico_al=None,
        operatore=cast.cora_coordina,
    )
    cpi = cast.territorio.cpi.pk
    partner = pagina(cast.nico_cpi)
    for nome, indirizzo in {
        "casa": "/portale/",
        "scheda": reverse("portale-condivisione", args=[invio.condivisione_id]),
        "passa": reverse("portale-passa", args=[invio.condivisione_id]),
        "invio": reverse("portale-invio", args=[invio.pk]),
        "firma": reverse("portale-invio-mossa", args=[invio.pk, "firma"]),
    }.items():
        _guarda(partner, indirizzo, nome, axe, schermata)
    ufficio = pagina(cast.cora_coordina)
    for nome, indirizzo in {
        "chi-vede": reverse("condivisioni", args=[caso.pk]),
        "scegli": reverse("condivisione-ente", args=[caso.pk]),
        "nuova": reverse("condivisione-nuova", args=[caso.pk, cpi]),
        "condivisione": reverse("condivisione", args=[caso.pk, invio.condivisione_id]),
        "revoca": reverse("condivisione-revoca", args=[caso.pk, invio.condivisione_id]),
        "caso-invio": reverse("caso-invio", args=[caso.pk, invio.pk]),
        "invii": reverse("rete-invii"),
        "enti": reverse("rete-enti"),
        "ente": reverse("rete-ente", args=[cpi]),
    }.items():
        _guarda(ufficio, indirizzo, nome, axe, schermata)
