"""What a person does on a page, in the words of the page: used by the journeys."""

import datetime
from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from adi_platform.outbox.models import Lavoro, StatoConsegna
from adi_platform.outbox.services.esegui import esegui
from patti.models import Patto

# The cast cannot follow a browser in a thread of its own: the work is done here, by the real runner.
ATTESE_MASSIME = 30
Guarda = Callable[[Page, str], None]


def esegui_i_lavori() -> None:
    """Run the work waiting in the outbox, also what that work asks for."""
    for _ in range(ATTESE_MASSIME):
        in_attesa = Lavoro.objects.filter(stato=StatoConsegna.IN_ATTESA).order_by("pk").first()
        if in_attesa is None:
            return
        assert esegui(lavoro_id=in_attesa.pk)
        in_attesa.refresh_from_db()
        assert in_attesa.stato == StatoConsegna.RIUSCITO, in_attesa.ultimo_errore
    raise AssertionError("i lavori in attesa non finiscono")


def oggi(piu: int = 0) -> str:
    """A day as a date field wants it, `piu` days from today."""
    return (timezone.localdate() + datetime.timedelta(days=piu)).isoformat()


def compila(page: Page | Locator, **campi: str) -> None:
    """Fill by the name of the field: text, date, or the choice of a list."""
    for nome, valore in campi.items():
        campo = page.locator(f"main [name={nome}]" if isinstance(page, Page) else f"[name={nome}]").first
        if campo.evaluate("e => e.tagName") == "SELECT":
            campo.select_option(valore)
        else:
            campo.fill(valore)


def spunta(casella: Locator) -> None:
    """Tick by pressing the label, which is what a person sees and presses."""
    nome = casella.first.get_attribute("id")
    etichetta = casella.page.locator(f'label[for="{nome}"]').first
    if etichetta.count() and not casella.first.is_checked():
        etichetta.click(position={"x": 6, "y": 8})
    assert casella.first.is_checked() or casella.first.check() is None


def premi(page: Page, testo: str) -> None:
    """Press a button or follow a link, by its words, and wait for the page it leads to."""
    pulsante = page.locator("main").get_by_role("button", name=testo, exact=True)
    collegamento = page.locator("main").get_by_role("link", name=testo)
    expect(pulsante.or_(collegamento).first).to_be_visible()
    segui(pulsante if pulsante.count() else collegamento)


def segui(dove: Locator) -> None:
    """Press what leads to another page and wait for it: the next step must not meet the old one."""
    with dove.page.expect_navigation():
        dove.first.click()


def conferma_gli_avvisi(page: Page, testo: str) -> None:
    """When the page asks to read some warnings first: read, tick, press again."""
    letto = page.locator("main [name=confermato]")
    if letto.count():
        spunta(letto)
        premi(page, testo)


def disegna_la_firma(page: Page) -> None:
    page.locator("#tela").scroll_into_view_if_needed()
    riquadro = page.locator("#tela").bounding_box()
    assert riquadro is not None
    x, y = riquadro["x"], riquadro["y"]
    page.mouse.move(x + 40, y + 60)
    page.mouse.down()
    for passo in range(1, 12):
        page.mouse.move(x + 40 + passo * 18, y + 60 + (30 if passo % 2 else -25), steps=3)
    page.mouse.up()


def raccogli_le_firme(page: Page, patto: Patto, guarda: Guarda) -> None:
    """From the finished draft to the signed version: share, two persons sign on the screen, close."""
    page.goto(f"/patti/{patto.pk}/componi/")
    premi(page, "Passa alle firme")
    guarda(page, "patto-passa-alle-firme")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    guarda(page, "patto-firme")
    for giro in range(2):
        page.goto(f"/patti/{patto.pk}/firme/")
        page.get_by_role("link", name="Leggi e firma").first.click()
        guarda(page, f"patto-firma-{giro}")
        spunta(page.locator("main [name$=letto]"))
        page.locator("#form-firma [name$=luogo]").fill("Borgo Sereno")
        disegna_la_firma(page)
        premi(page, "Firmo")
        page.wait_for_url("**/firme/")
    page.goto(f"/patti/{patto.pk}/firme/")
    guarda(page, "patto-firmato-da-tutti")
    page.locator("main [name$=luogo]").first.fill("Borgo Sereno")
    premi(page, "Chiudi le firme")
    expect(page.get_by_role("button", name="Chiudi le firme")).to_have_count(0)
