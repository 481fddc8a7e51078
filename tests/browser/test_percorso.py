"""The main road in a real browser: a list comes in, a household leaves with a signed Patto."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cases.models import CasoAdi
from patti.models import Patto
from tests.browser.conftest import Pagina
from tests.browser.gesti import (
    compila,
    conferma_gli_avvisi,
    esegui_i_lavori,
    oggi,
    premi,
    raccogli_le_firme,
    spunta,
)
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ELENCO = Path(__file__).parent.parent / "casi_ufficio" / "elenchi" / "elenco_nuclei_pulito.csv"
COGNOME = "Pelvocelli"
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]
Guarda = Callable[[Page, str], None]


@pytest.fixture
def guarda(axe: Axe, schermata: Schermata) -> Guarda:
    """At each stop of the journey: accessible, inside the screen at both widths, with its picture."""

    def _guarda(page: Page, nome: str) -> None:
        for larghezza in (375, 1280):
            page.set_viewport_size({"width": larghezza, "height": 900})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= larghezza, f"{nome} a {larghezza}"
            schermata(page, f"percorso-{nome}-{larghezza}")

    return _guarda


def test_dall_elenco_al_patto_firmato(cast: Cast, pagina: Pagina, guarda: Guarda, tmp_path: Path) -> None:
    coordinamento, assistente = pagina(cast.cora_coordina), pagina(cast.anna_verdi)
    _importa(coordinamento, guarda)
    _cerca_e_assegna(coordinamento, guarda)
    _incontra(assistente, guarda)
    _analizza(assistente, guarda)
    _componi(assistente, guarda)
    _firma(assistente, guarda)
    patto = Patto.objects.get(caso__nucleo__referente__cognome=COGNOME)
    assert patto.stato == "sottoscritto"
    _leggi_il_documento(assistente, patto, tmp_path)
    assistente.goto("/")
    expect(assistente.locator("main")).to_contain_text(COGNOME)
    guarda(assistente, "scrivania-dopo-la-firma")


def _importa(page: Page, guarda: Guarda) -> None:
    page.goto("/")
    page.get_by_role("link", name="Importazioni").first.click()
    premi(page, "Importa un elenco")
    guarda(page, "importa")
    page.locator("main [name=file]").set_input_files(ELENCO)
    premi(page, "Continua")
    compila(page, data_estrazione=oggi())
    guarda(page, "colonne")
    premi(page, "Leggi l'elenco")
    guarda(page, "lettura-in-corso")
    esegui_i_lavori()
    page.reload()
    guarda(page, "anteprima")
    premi(page, "Importa le righe accettate")
    esegui_i_lavori()
    page.reload()
    expect(page.locator("main")).to_contain_text("Casi nuovi")
    guarda(page, "esito-importazione")


def _cerca_e_assegna(page: Page, guarda: Guarda) -> None:
    page.goto("/")
    compila(page, q=COGNOME.lower())
    premi(page, "Cerca")
    guarda(page, "ricerca")
    page.locator("main").get_by_role(
        "link", name=re.compile("Apri il caso|caso", re.IGNORECASE)
    ).first.click()
    expect(page.locator("h1")).to_contain_text(COGNOME)
    premi(page, "Assegna")
    page.locator("main [name=a]").select_option(label="Anna Verdi")
    compila(page, motivo="Segue il territorio di Borgo Sereno")
    guarda(page, "assegna")
    page.locator("main form").get_by_role("button").first.click()
    expect(page.locator("main")).to_contain_text("Anna Verdi")


def _incontra(page: Page, guarda: Guarda) -> None:
    page.goto("/")
    compila(page, q=COGNOME.lower())
    premi(page, "Cerca")
    page.locator("main").get_by_role("link", name=re.compile("caso", re.IGNORECASE)).first.click()
    guarda(page, "caso-assegnato")
    premi(page, "Fissa l'incontro")
    compila(page, giorno=oggi(), ora="00:05")
    page.locator("main [name=sede]").select_option(index=1)
    guarda(page, "appuntamento-nuovo")
    testo = page.locator("main form button[type=submit]").first.inner_text().strip()
    premi(page, testo)
    conferma_gli_avvisi(page, testo)
    guarda(page, "appuntamento")
    page.locator("main details summary", has_text="Incontro svolto").first.click()
    svolto = page.locator("main details[open]", has_text="Incontro svolto").first
    for nome, valore in (
        ("il", oggi()),
        ("registrato_gepi_il", oggi()),
        ("nota", "È venuto con la sorella."),
    ):
        svolto.locator(f"[name={nome}]").first.fill(valore)
    svolto.locator("button[type=submit]").first.click()
    page.wait_for_load_state()
    expect(page.locator("body")).to_contain_text("Esito registrato")


def _vai_al_caso(page: Page) -> CasoAdi:
    caso = CasoAdi.objects.get(nucleo__referente__cognome=COGNOME)
    page.goto(f"/casi/{caso.pk}/")
    return caso


def _analizza(page: Page, guarda: Guarda) -> None:
    _vai_al_caso(page)
    guarda(page, "caso-incontrato")
    premi(page, "Inizia l'analisi")
    premi(page, "Inizia l'analisi")
    guarda(page, "analisi-indice")
    page.locator("main").get_by_role("link", name="Per cominciare").first.click()
    page.locator("main textarea").first.fill("L'affitto arretrato, più di tutto.")
    spunta(page.locator("main [name=completa]"))
    guarda(page, "analisi-sezione")
    premi(page, "Salva e continua")
    caso = _vai_al_caso(page)
    page.goto(f"/casi/{caso.pk}/analisi/esito/")
    page.locator("main summary", has_text="Altri esiti possibili").first.click()
    spunta(page.locator("main [name=esiti]:visible"))
    domande = page.locator("main fieldset.domanda")
    domande.filter(has_text="Perché questi esiti").locator("textarea").first.fill(
        "Un bisogno solo, di reddito."
    )
    spunta(domande.filter(has_text="La famiglia è d'accordo").locator("input[type=radio]"))
    domande.filter(has_text="Prossimo appuntamento").locator("input[type=date]").fill(oggi(30))
    premi(page, "Salva gli esiti")
    page.goto(f"/casi/{caso.pk}/analisi/esito/")
    guarda(page, "analisi-esiti")
    spunta(page.locator("#parti-tutte"))
    compila(page, motivo_parti="Si approfondisce al secondo colloquio.")
    premi(page, "Concludi l'analisi")
    caso.refresh_from_db()
    assert caso.stato == "analizzato"
    guarda(page, "analisi-conclusa")


def _componi(page: Page, guarda: Guarda) -> None:
    caso = _vai_al_caso(page)
    page.goto(f"/casi/{caso.pk}/patto/")
    premi(page, "Inizia il Patto")
    guarda(page, "patto-vuoto")
    for codice, area in (("OB.ECON.01", "ECON"), ("OB.LAVO.09", "LAVO")):
        premi(page, "Scegli dal catalogo" if codice == "OB.ECON.01" else "Aggiungi un risultato dal catalogo")
        page.locator(f"main nav a[href*='{area}']").first.click()
        guarda(page, f"catalogo-{area}")
        voce = page.locator(f"main li.scelta:has(input[value='{codice}'])").first
        voce.get_by_role("button", name="Aggiungi").click()
        expect(page.locator("h1")).to_have_text("Componi il Patto")
    for codice in ("SO.C.04", "IM.CONT.01", "IM.PUC.01"):
        _scegli(page, codice)
    guarda(page, "patto-componi")
    _completa_i_sostegni(page)
    page.locator("main").get_by_role("link", name="Modifica").first.click()
    compila(
        page,
        prima_verifica=oggi(80),
        preferenze="Vorrei dormire tranquillo.",
        verifica_descrizione="Guardiamo insieme i conti e le domande fatte.",
    )
    guarda(page, "patto-quadro")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Non manca nulla di necessario")
    guarda(page, "patto-completo")
    premi(page, "Anteprima")
    guarda(page, "patto-anteprima")


def _scegli(page: Page, codice: str) -> None:
    """Add a support or a commitment: proposed beside the result, or from the whole catalogue."""
    modulo = page.locator(f"main form:has(input[value='{codice}'])")
    if modulo.count() == 0:
        page.locator("main").get_by_role("link", name="Altro dal catalogo").first.click()
        page.locator(f"main details:has(input[value='{codice}']) > summary").first.click()
    modulo.first.locator("button").click()
    expect(page.locator("h1")).to_have_text("Componi il Patto")


def _completa_i_sostegni(page: Page) -> None:
    for sostegno in range(page.locator("main [id^=sostegno-]").count()):
        page.locator("main [id^=sostegno-]").nth(sostegno).get_by_role("link", name="Modifica").click()
        compila(page, erogatore="Ambito di Esempio", finanziamento="Quota servizi di prova")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()


def _firma(page: Page, guarda: Guarda) -> None:
    patto = Patto.objects.get(caso__nucleo__referente__cognome=COGNOME)
    raccogli_le_firme(page, patto, guarda)
    esegui_i_lavori()
    page.goto(f"/patti/{patto.pk}/documenti/")
    guarda(page, "patto-documenti")


def _leggi_il_documento(page: Page, patto: Patto, cartella: Path) -> None:
    """The file that the person downloads is a sound PDF with the name and the register number."""
    patto.refresh_from_db()
    assert patto.documento is not None
    assert patto.registrazione is not None
    risposta = page.request.get(f"/documento/{patto.documento.pk}/")
    assert risposta.status == 200
    file = cartella / "patto.pdf"
    file.write_bytes(risposta.body())
    testo = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    assert COGNOME in testo
    assert patto.registrazione.segnatura in testo
    informazioni = subprocess.run(["pdfinfo", file], capture_output=True, check=True).stdout.decode()
    assert re.search(r"Tagged:\s+yes", informazioni)
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", file], capture_output=True, check=True)
