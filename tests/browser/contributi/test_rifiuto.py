"""A refusal in real Chromium: notice, receipt, observation answered, act that says all of it."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from contributi.enums import StatoRichiesta
from contributi.models import Commissione, Provvedimento, Richiesta
from contributi.services.chiusura import chiudi
from contributi.services.sedute import convoca_seduta, invia_odg, metti_all_odg
from contributi.services.voto import apri_voto
from tests.browser.conftest import Pagina
from tests.browser.contributi import passi
from tests.browser.gesti import Guarda, compila, esegui_i_lavori, oggi, premi, segui, spunta
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.contributi.commissione.scena import SALA, arrivata_l_ora, crea_commissione, finestra, votano_tutti
from tests.contributi.decisione import giorni_fa, pronta
from tests.contributi.misure import misura_vera
from tests.patti.pai import crea_pai, firma_pai
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OSSERVAZIONE = "Il lavoro è finito a settembre: l'ISEE non lo dice ancora."
RISPOSTA = "La perdita del lavoro è anteriore alla dichiarazione presentata."


def manda_il_preavviso(page: Page, richiesta: Richiesta, guarda: Guarda, motivo: str, articolo: str) -> None:
    """The notice left twenty days ago: the office writes it down today."""
    page.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    premi(page, "Scrivi il preavviso di rifiuto")
    compila(page, canale="PEC", inviato_il=oggi(-20), motivo_1=motivo, articolo_1=articolo)
    guarda(page, "preavviso")
    premi(page, "Registra e invia")
    expect(page.locator("main")).to_contain_text("Preavviso registrato")


def registra_il_ricevimento(page: Page, richiesta: Richiesta, guarda: Guarda) -> None:
    page.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    segui(page.locator("main a[href*='/comunicazioni/']"))
    compila(page, consegnata_il=oggi(-18), estremi_prova="ricevuta inventata n. 7")
    premi(page, "Registra")
    guarda(page, "decisione-con-preavviso")


def osserva(page: Page, richiesta: Richiesta, guarda: Guarda) -> None:
    page.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    segui(page.locator("main a[href$='/osservazione/']"))
    compila(page, presentata_il=oggi(-12), testo=OSSERVAZIONE)
    guarda(page, "osservazione")
    premi(page, "Registra")
    expect(page.locator("main")).to_contain_text(OSSERVAZIONE)


def riesamina(page: Page, richiesta: Richiesta) -> None:
    page.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    segui(page.locator("main a[href$='/riesame/']"))
    premi(page, "Avvia il riesame")


def test_rifiuto_con_preavviso_e_osservazioni_a_cui_si_risponde(
    cast: Cast, pagina: Pagina, guarda: Guarda, tmp_path: Path
) -> None:
    richiesta = pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO, data_domanda=giorni_fa(60))
    dario, anna = pagina(cast.dario_dirigente), pagina(cast.anna_verdi)
    manda_il_preavviso(dario, richiesta, guarda, "L'ISEE supera la soglia", "art. 6 n. 1")
    registra_il_ricevimento(anna, richiesta, guarda)
    osserva(anna, richiesta, guarda)
    riesamina(dario, richiesta)
    segui(dario.locator("main a[href*='/osservazioni/']"))
    spunta(dario.locator("main [name=accolta][value=no]"))
    compila(dario, risposta=RISPOSTA)
    guarda(dario, "risposta")
    premi(dario, "Salva la risposta")
    passi.adotta_l_atto(
        dario, richiesta, "Diniego", guarda, motivazione="La soglia è superata.", articoli="art. 6 n. 1"
    )
    esegui_i_lavori()
    atto = Provvedimento.objects.get(richiesta=richiesta)
    testo = passi.testo_del_documento(dario, atto.documento_id, tmp_path)
    for parola in ("L'ISEE supera la soglia", OSSERVAZIONE, RISPOSTA, "60 giorni"):
        assert parola in testo, parola
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.NEGATA


def test_ria_di_inserimento_con_chi_ospita_troppo_piccolo_rifiutata_con_l_articolo(
    cast: Cast, pagina: Pagina, guarda: Guarda, tmp_path: Path
) -> None:
    misura = misura_vera(cast, "ria-inserimento")
    caso = crea_caso_sportello(cast, incontrato=True, cognome="Tirocini")
    firma_pai(
        crea_pai(
            caso, misura=misura.codice, misura_nome=misura.nome, importo=Decimal(500), mesi=6, modo="bonifico"
        )
    )
    commissione = crea_commissione(cast)
    anna = pagina(cast.anna_verdi)
    richiesta = passi.scrivi_la_domanda(
        anna, caso, guarda, misura=misura, bisogno="Un tirocinio in bottega.", importo="500,00", mesi="6",
        modo="bonifico",
    )  # fmt: skip
    passi.istruisci(
        anna, richiesta, tmp_path, residente="si", disoccupato="si", condizioni=["emarginazione"],
        comprende_tutoraggio="si", valutazione_annualita="prima", tirocinio="si", dipendenti="4",
        tirocinanti_ordinari="0", tirocinanti_ria="1", mesi_tirocinio="6",
    )  # fmt: skip
    passi.rivedi_tutto(anna, richiesta, guarda)
    tabella = anna.locator("main")
    expect(tabella).to_contain_text("Chi ospita può avere 1 tirocinante R.I.A. e ne ha già 1.")
    expect(tabella).to_contain_text("Tirocini R.I.A., limiti numerici")
    anna.goto(reverse("contributi:richiesta-proponi", args=[richiesta.pk]))
    spunta(anna.locator("main [name=orientamento][value=accogliere]"))
    compila(anna, motivazione="Proviamo lo stesso.")
    premi(anna, "Presenta la proposta")
    expect(anna.locator("main")).to_contain_text("limiti numerici")
    passi.proponi(
        anna, richiesta, guarda, orientamento="non_accogliere", motivazione="Chi ospita non ha posti."
    )
    _la_commissione_e_contraria(cast, commissione, richiesta)

    dario = pagina(cast.dario_dirigente)
    articolo = "Tirocini R.I.A., limiti numerici"
    manda_il_preavviso(dario, richiesta, guarda, "Chi ospita ha già il solo tirocinante ammesso", articolo)
    registra_il_ricevimento(anna, richiesta, guarda)
    riesamina(dario, richiesta)
    passi.adotta_l_atto(
        dario, richiesta, "Diniego", guarda, motivazione="Chi ospita è troppo piccolo.", articoli=articolo
    )
    esegui_i_lavori()
    atto = Provvedimento.objects.get(richiesta=richiesta)
    assert articolo in passi.testo_del_documento(dario, atto.documento_id, tmp_path)


def _la_commissione_e_contraria(cast: Cast, commissione: Commissione, richiesta: Richiesta) -> None:
    """The journey of the vote is another one; here sixty days pass since the request."""
    pina = cast.pina_presidente
    seduta = convoca_seduta(commissione=commissione, finestra=finestra(), dove=SALA, operatore=pina)
    metti_all_odg(seduta=seduta, proposta=richiesta.proposte.get(), operatore=pina)
    seduta = arrivata_l_ora(invia_odg(seduta=seduta, operatore=pina))
    seduta = apri_voto(seduta=seduta, operatore=pina)
    votano_tutti(cast, seduta, "contrario")
    chiudi(seduta=seduta)
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.PARERE_CONTRARIO
    richiesta.data_domanda = giorni_fa(60)
    richiesta.save()
