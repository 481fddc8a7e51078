"""What a social worker, a commissioner and a Dirigente do on the pages of a request, in the words of the pages."""

import subprocess
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Page, expect

from adi_platform.calendario.giorni import Calendario
from cases.enums import TipoISEE
from cases.models import AttestazioneISEE, CasoAdi
from contributi.models import Misura, Richiesta, Seduta
from contributi.services.istruttoria import Sezione
from tests.browser.gesti import Guarda, compila, premi, segui, spunta
from tests.casi import oggi as giorno
from tests.contributi.commissione.scena import arrivata_l_ora
from tests.documenti.test_caricamento import pdf

PRIMI_FATTI = {"residente": "si", "cittadinanza": "italiana", "stato_bisogno": "accertato"}

NON_LI_HA = ("coperta_ssn", "lavora", "in_affitto", "abili_al_lavoro", "motivi_di_salute")


def isee_del_nucleo(caso: CasoAdi) -> AttestazioneISEE:
    return AttestazioneISEE.objects.create(
        nucleo=caso.nucleo,
        tipo=TipoISEE.ORDINARIO,
        valore=Decimal("4500.00"),
        protocollo="INPS-ISEE-2026-PROVA",
        scade_il=giorno().replace(month=12, day=31),
    )


def scrivi_la_domanda(
    page: Page, caso: CasoAdi, guarda: Guarda, *, misura: Misura, **campi: str
) -> Richiesta:
    """From the page of the case to the number of the register."""
    page.goto(f"/casi/{caso.pk}/")
    premi(page, "Nuova domanda")
    compila(page, misura=str(misura.pk))
    if page.get_by_role("button", name="Continua").count():
        premi(page, "Continua")
    compila(page, **campi)
    guarda(page, "domanda-nuova")
    premi(page, "Salva")
    premi(page, "Registra la domanda")
    premi(page, "Registra la domanda")
    expect(page.locator("main")).to_contain_text("restano 180 giorni da contare")
    return Richiesta.objects.get(caso=caso)


def manda_l_avvio(page: Page, guarda: Guarda) -> None:
    premi(page, "Manda la comunicazione di avvio")
    expect(page.locator("main")).to_contain_text("Se non decidiamo in tempo può chiedere la decisione a")
    guarda(page, "avvio")
    premi(page, "Registra e manda")
    expect(page.locator("main")).to_contain_text("Lettere alla persona")


def istruisci(page: Page, richiesta: Richiesta, cartella: Path, **fatti: str | list[str]) -> None:
    """Start, facts, ISEE, papers."""
    page.goto(reverse("contributi:richiesta", args=[richiesta.pk]))
    premi(page, "Avvia l'istruttoria")
    premi(page, "Avvia l'istruttoria")
    premi(page, "Scrivi i fatti")
    for nome, valore in fatti.items():
        if isinstance(valore, list):
            for uno in valore:
                spunta(page.locator(f"main [name={nome}][value={uno}]"))
        else:
            compila(page, **{nome: valore})
    _il_resto_dei_fatti(page)
    premi(page, "Salva e ricalcola")
    premi(page, "Situazione economica")
    if page.locator("main [name=attestazione] option").count() > 1:
        page.locator("main [name=attestazione]").select_option(index=1)
    compila(page, reddito="700,00", spese="900,00")
    premi(page, "Salva")
    _carica_i_documenti(page, richiesta, cartella)


def _il_resto_dei_fatti(page: Page) -> None:
    """What the measure asks of every household, and where each fact comes from."""
    for nome in NON_LI_HA:
        scelta = page.locator(f"main [name={nome}]")
        if scelta.count() and not scelta.input_value():
            scelta.select_option("no")
    for nessuno in page.locator("main [name$=__nessuno]").all():
        spunta(nessuno)
    for prova in page.locator("main [name$=__prova]").all():
        prova.fill("Dichiarazione raccolta al colloquio")


def _carica_i_documenti(page: Page, richiesta: Richiesta, cartella: Path) -> None:
    """The first as a file, the others are already in some office."""
    file = cartella / "carta.pdf"
    file.write_bytes(pdf())
    for n, riga in enumerate(richiesta.documenti.order_by("pk")):
        page.goto(reverse("contributi:richiesta-documento", args=[richiesta.pk, riga.pk]))
        if n == 0 or riga.codice in ("DOC.BOLL", "DOC.PREV"):
            page.locator("main [name=file]").set_input_files(file)
        else:
            compila(page, presso="INPS")
        premi(page, "Salva")


def rivedi_tutto(page: Page, richiesta: Richiesta, guarda: Guarda) -> None:
    page.goto(reverse("contributi:istruttoria", args=[richiesta.pk]))
    guarda(page, "istruttoria")
    for _ in Sezione:
        segui(page.get_by_role("button", name="L'ho rivista"))
        page.wait_for_load_state()
    expect(page.get_by_role("button", name="L'ho rivista")).to_have_count(0)


def proponi(page: Page, richiesta: Richiesta, guarda: Guarda, *, orientamento: str, **campi: str) -> None:
    page.goto(reverse("contributi:richiesta-proponi", args=[richiesta.pk]))
    spunta(page.locator(f"main [name=orientamento][value={orientamento}]"))
    compila(page, **campi)
    guarda(page, "proponi")
    premi(page, "Presenta la proposta")
    expect(page.locator("main")).to_contain_text("Proposta presentata")


def convoca_e_apri(page: Page, commissione: int, guarda: Guarda) -> Seduta:
    """The chair convenes for the next working day, writes the agenda, sends it; when the hour comes opens the vote."""
    page.goto(reverse("contributi:commissione", args=[commissione]))
    segui(page.get_by_role("link", name="Convoca una seduta"))
    riunione = Calendario().primo_lavorativo(giorno() + timedelta(days=1))
    dopo = (riunione + timedelta(days=1)).isoformat()
    compila(
        page,
        giorno=riunione.isoformat(),
        ora="10:00",
        luogo="Sala di prova",
        chiude_giorno=dopo,
        chiude_ora="10:00",
    )
    guarda(page, "convoca")
    premi(page, "Convoca")
    segui(page.get_by_role("button", name="Metti all'ordine del giorno"))
    page.wait_for_load_state()
    premi(page, "Invia l'ordine del giorno")
    premi(page, "Conferma")
    seduta = Seduta.objects.latest("pk")
    expect(page.locator("main")).to_contain_text("alle 10:00, l'ora scritta nella convocazione")
    guarda(page, "seduta-prima-dell-ora")
    arrivata_l_ora(seduta)
    page.reload()
    premi(page, "Apri la votazione")
    premi(page, "Conferma")
    guarda(page, "seduta-aperta")
    return seduta


def vota(page: Page, seduta: Seduta, voto: str, guarda: Guarda, *, motivo: str = "") -> None:
    page.goto(reverse("contributi:seduta", args=[seduta.commissione_id, seduta.pk]))
    segui(page.get_by_role("link", name="Vai al voto"))
    compila(page, motivo=motivo)
    guarda(page, "voto")
    segui(page.get_by_role("button", name=voto, exact=True))
    guarda(page, "voto-da-confermare")
    segui(page.get_by_role("button", name=f"Confermo: {voto.lower()}", exact=True))
    page.get_by_text("Voto registrato").wait_for()


def adotta_l_atto(page: Page, richiesta: Richiesta, tipo: str, guarda: Guarda, **campi: str) -> None:
    """Draft, preview, adoption, letter: until the file of the act is being made."""
    page.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    premi(page, tipo)
    compila(page, **campi)
    premi(page, "Salva la bozza")
    guarda(page, "bozza")
    premi(page, "Leggi come stampato")
    expect(page.locator("body")).to_contain_text(campi["motivazione"])
    page.go_back()
    premi(page, "Adotta")
    premi(page, "Adotta")
    expect(page.locator("main")).to_contain_text("Provvedimento adottato")
    guarda(page, "atto-adottato")
    premi(page, "Lettera dell'esito")
    page.locator("main [name=canale]").select_option(index=1)
    premi(page, "Registra e invia")
    expect(page.locator("main")).to_contain_text("Lettera registrata")


def testo_del_documento(page: Page, pk: object, cartella: Path) -> str:
    """What a person reads in the downloaded file."""
    risposta = page.request.get(f"/documento/{pk}/")
    assert risposta.status == 200
    file = cartella / "atto.pdf"
    file.write_bytes(risposta.body())
    esito = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(esito.stdout.decode().split())
