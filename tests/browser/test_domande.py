"""A question from the case to one person, answered from a phone; the key that the coordinator gives."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from protocollo.models import Quesito
from tests.browser.conftest import Pagina
from tests.browser.gesti import compila, oggi, premi, segui, spunta
from tests.casi import crea_caso
from tests.people import Cast
from tests.protocollo.scena import invio_alla_asl

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]


def test_una_domanda_dal_caso_al_telefono_e_ritorno(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    invio = invio_alla_asl(crea_caso(cast), cast.anna_verdi, cast.neri_asl)
    ufficio = pagina(cast.anna_verdi)
    ufficio.goto(reverse("condivisioni", args=[invio.caso_id]))
    schermata(ufficio, "domande-chi-vede-1280")
    premi(ufficio, "Fai una domanda")
    compila(ufficio, domanda="È già in carico al servizio?", entro=oggi(10))
    axe(ufficio)
    schermata(ufficio, "domande-nuova-1280")
    premi(ufficio, "Invia la domanda")
    ufficio.get_by_text("Domanda inviata a Nera Asl").wait_for()

    telefono = pagina(cast.neri_asl, larghezza=375, altezza=740)
    telefono.goto("/")
    schermata(telefono, "domande-portale-375")
    segui(telefono.get_by_role("link", name=re.compile("Domanda:")))
    spunta(telefono.locator("main [name=esito]"))
    compila(telefono, testo="Dal mese scorso.")
    axe(telefono)
    schermata(telefono, "domande-risposta-375")
    premi(telefono, "Invia la risposta")
    telefono.get_by_text("Non si può più cambiare").wait_for()
    assert telefono.evaluate("document.documentElement.scrollWidth") <= 375
    assert Quesito.objects.get().esito == "si"

    ufficio.goto("/")
    premi(ufficio, "1 risposta a una domanda da leggere")
    premi(ufficio, "Nera Asl")
    ufficio.get_by_text("Dal mese scorso.").wait_for()
    axe(ufficio)
    schermata(ufficio, "domande-letta-1280")
    premi(ufficio, "Ho letto la risposta")
    ufficio.get_by_text("Segnata come letta").wait_for()


def test_il_coordinamento_crea_una_chiave(cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata) -> None:
    ufficio = pagina(cast.cora_coordina)
    ufficio.goto(reverse("rete-ente", args=[cast.territorio.cpi.pk]))
    premi(ufficio, "Crea una chiave")
    compila(ufficio, nome="Gestionale", responsabile=str(cast.nico_cpi.pk), scade_il=oggi(90))
    spunta(ufficio.locator("main [name=permesso]"))
    axe(ufficio)
    schermata(ufficio, "chiave-nuova-1280")
    premi(ufficio, "Crea la chiave")
    ufficio.get_by_text("Copiala adesso").wait_for()
    axe(ufficio)
    ufficio.set_viewport_size({"width": 375, "height": 740})
    assert ufficio.evaluate("document.documentElement.scrollWidth") <= 375
    schermata(ufficio, "chiave-data-375")
    premi(ufficio, "L'ho copiata")
    ufficio.get_by_text("mai usata").wait_for()
    schermata(ufficio, "chiave-ente-375")
