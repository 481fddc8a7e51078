"""One journey without a mouse: search, case, outcome of the meeting. Every stop of the focus is visible."""

import pytest
from playwright.sync_api import Page, expect

from cases.enums import EsitoIncontro, StatoCaso
from tests.browser.conftest import Pagina
from tests.browser.gesti import oggi
from tests.casi import crea_appuntamento, crea_caso
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FERMATE_MASSIME = 90
# Where the keyboard is, and whether somebody looking at the screen can tell.
DOVE_SONO = """() => {
  const e = document.activeElement;
  const stile = getComputedStyle(e);
  const etichetta = e.labels && e.labels[0] ? getComputedStyle(e.labels[0], '::before') : null;
  const visibile = s => s && ((s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none');
  const riquadro = e.getBoundingClientRect();
  return {
    testo: (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText || e.getAttribute('aria-label') || '').trim(),
    nome: e.getAttribute('name') || '',
    valore: e.value || '',
    tag: e.tagName,
    visibile: e === document.body || visibile(stile) || visibile(etichetta)
      || visibile(e.labels && e.labels[0] ? getComputedStyle(e.labels[0]) : null),
    dentro: riquadro.bottom > 0 && riquadro.top < innerHeight,
  };
}"""


def vai_a(page: Page, *, testo: str = "", nome: str = "", valore: str = "") -> None:
    """Press Tab until the focus is there; on the way every stop must be seen."""
    for _ in range(FERMATE_MASSIME):
        page.keyboard.press("Tab")
        qui = page.evaluate(DOVE_SONO)
        assert qui["visibile"], f"fermata senza segno visibile: {qui} in {page.url}"
        assert qui["dentro"] or qui["tag"] == "BODY", f"fermata fuori dallo schermo: {qui} in {page.url}"
        if (testo and testo in qui["testo"]) or (nome and nome == qui["nome"] and valore in qui["valore"]):
            return
    raise AssertionError(f"la tastiera non arriva a {testo or nome} in {page.url}")


def test_dalla_ricerca_all_esito_dell_incontro_con_la_sola_tastiera(cast: Cast, pagina: Pagina) -> None:
    caso = crea_caso(cast, stato=StatoCaso.ASSEGNATO, cognome="Tastierina")
    crea_appuntamento(caso, cast.anna_verdi, giorni=0, ora=0)
    page = pagina(cast.anna_verdi)
    page.goto("/")
    page.keyboard.press("Tab")
    assert "contenuto" in page.evaluate(DOVE_SONO)["testo"].lower()
    vai_a(page, nome="q")
    page.keyboard.type("tastierina")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cerca/**")
    vai_a(page, testo="Apri il caso")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Tastierina")
    vai_a(page, testo="Apri l'appuntamento" if page.get_by_text("Apri l'appuntamento").count() else "Convoca")
    page.keyboard.press("Enter")
    page.wait_for_url("**/appuntamenti/**")
    vai_a(page, testo="Incontro svolto")
    page.keyboard.press("Enter")
    vai_a(page, nome="il")
    _scrivi_il_giorno(page)
    vai_a(page, testo="Salva: incontro svolto")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Esito registrato")
    assert caso.appuntamenti.get(inizio__date=oggi()).esito == EsitoIncontro.SVOLTO


def _scrivi_il_giorno(page: Page) -> None:
    """The language of the browser decides whether day or month comes first: the other order is the second try."""
    anno, mese, giorno = oggi().split("-")
    for ordine in ((giorno, mese, anno), (mese, giorno, anno)):
        for _ in ordine:
            page.keyboard.press("ArrowLeft")
        for cifre in ordine:
            page.keyboard.type(cifre)
        if page.evaluate("document.activeElement.value") == oggi():
            return
    raise AssertionError("il giorno non si scrive con la tastiera")
