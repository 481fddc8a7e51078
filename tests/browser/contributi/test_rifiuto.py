"""What takes something away, in real Chromium: notice, receipt, observation answered, act that says all of it.

A refusal, a refusal in part, a revocation begun by the office.
"""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from contributi.enums import StatoRichiesta
from contributi.models import Commissione, Provvedimento, Richiesta, TransizioneRichiesta
from contributi.services.chiusura import chiudi
from contributi.services.sedute import convoca_seduta, invia_odg, metti_all_odg
from contributi.services.voto import apri_voto
from tests.browser.conftest import Pagina
from tests.browser.contributi import passi
from tests.browser.gesti import Guarda, compila, esegui_i_lavori, oggi, premi, segui, spunta
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.contributi.commissione.scena import SALA, arrivata_l_ora, crea_commissione, finestra, votano_tutti
from tests.contributi.decisione import concessa, giorni_fa, pronta
from tests.contributi.denaro.costruttori import crea_fondo
from tests.contributi.misure import misura_vera
from tests.patti.pai import crea_pai, firma_pai
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OSSERVAZIONE = "Il lavoro è finito a settembre: l'ISEE non lo dice ancora."
RISPOSTA = "La perdita del lavoro è anteriore alla dichiarazione presentata."


def manda_il_preavviso(page: Page, richiesta: Richiesta, guarda: Guarda, motivo: str, articolo: str) -> None:
    """The opinion is of three weeks ago, the notice left the day after: the office writes it down today."""
    parere = timezone.now() - datetime.timedelta(days=21)
    TransizioneRichiesta.objects.filter(oggetto=richiesta).update(avvenuta_il=parere)
    page.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    premi(page, "Scrivi il preavviso di rifiuto")
    compila(page, canale="PEC", inviato_il=oggi(-20), motivo_1=motivo, articolo_1=articolo)
    guarda(page, "preavviso")
    premi(page, "Registra e invia")
    expect(page.locator("main")).to_contain_text("Preavviso registrato")


def registra_il_ricevimento(page: Page, richiesta: Richiesta, guarda: Guarda, *, fa: int = 18) -> None:
    page.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    segui(page.locator("main a[href*='/comunicazioni/']"))
    compila(page, consegnata_il=oggi(-fa), estremi_prova="ricevuta inventata n. 7")
    premi(page, "Registra")
    guarda(page, "decisione-con-preavviso")


def osserva(page: Page, richiesta: Richiesta, guarda: Guarda, *, fa: int = 12) -> None:
    page.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    segui(page.locator("main a[href$='/osservazione/']"))
    compila(page, presentata_il=oggi(-fa), testo=OSSERVAZIONE)
    guarda(page, "osservazione")
    premi(page, "Registra")
    expect(page.locator("main")).to_contain_text(OSSERVAZIONE)


def riesamina(page: Page, richiesta: Richiesta) -> None:
    page.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    segui(page.locator("main a[href$='/riesame/']"))
    premi(page, "Avvia il riesame")


def rispondi(page: Page, guarda: Guarda) -> None:
    segui(page.locator("main a[href*='/osservazioni/']"))
    spunta(page.locator("main [name=accolta][value=no]"))
    compila(page, risposta=RISPOSTA)
    guarda(page, "risposta")
    premi(page, "Salva la risposta")


def test_rifiuto_con_preavviso_e_osservazioni_a_cui_si_risponde(
    cast: Cast, pagina: Pagina, guarda: Guarda, tmp_path: Path
) -> None:
    richiesta = pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO, data_domanda=giorni_fa(60))
    dario, anna = pagina(cast.dario_dirigente), pagina(cast.anna_verdi)
    manda_il_preavviso(dario, richiesta, guarda, "L'ISEE supera la soglia", "art. 6 n. 1")
    registra_il_ricevimento(anna, richiesta, guarda)
    osserva(anna, richiesta, guarda)
    riesamina(dario, richiesta)
    rispondi(dario, guarda)
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


def test_concedere_meno_di_quanto_chiesto_vuole_il_preavviso(
    cast: Cast, pagina: Pagina, guarda: Guarda, tmp_path: Path
) -> None:
    richiesta = pronta(cast, data_domanda=giorni_fa(60))
    crea_fondo(cast)
    dario, anna = pagina(cast.dario_dirigente), pagina(cast.anna_verdi)
    meno = {"motivazione": "Basta una parte.", "articoli": "art. 17", "importo": "200,00", "dal": oggi()}
    dario.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    premi(dario, "Concessione")
    compila(dario, **meno)
    premi(dario, "Salva la bozza")
    expect(dario.locator("main")).to_contain_text("Concedi meno di quanto chiesto: è un rifiuto in parte.")
    guarda(dario, "bozza-in-parte")
    premi(dario, "Elimina la bozza")
    premi(dario, "Elimina la bozza")
    manda_il_preavviso(dario, richiesta, guarda, "La spesa documentata è di 200 euro", "art. 17")
    registra_il_ricevimento(anna, richiesta, guarda)
    riesamina(dario, richiesta)
    passi.adotta_l_atto(dario, richiesta, "Concessione", guarda, **meno)
    esegui_i_lavori()
    atto = Provvedimento.objects.get(richiesta=richiesta)
    testo = passi.testo_del_documento(dario, atto.documento_id, tmp_path)
    for parola in ("Preavviso di rifiuto n.", "La spesa documentata è di 200 euro", "200,00 €"):
        assert parola in testo, parola
    richiesta.refresh_from_db()
    assert (richiesta.stato, atto.totale) == (StatoRichiesta.CONCESSA, Decimal(200))


def test_dall_avvio_d_ufficio_alla_revoca_che_risponde_alle_osservazioni(
    cast: Cast, pagina: Pagina, guarda: Guarda, tmp_path: Path
) -> None:
    richiesta = concessa(cast, data_domanda=giorni_fa(60)).richiesta
    dario, anna = pagina(cast.dario_dirigente), pagina(cast.anna_verdi)
    dario.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    premi(dario, "Avvia sospensione o revoca")
    motivo = "Il lavoro era ripreso e non era stato comunicato"
    compila(
        dario, genere="revoca", canale="PEC", inviato_il=oggi(-1), motivo_1=motivo, articolo_1="artt. 19 e 21"
    )
    premi(dario, "Registra e invia")
    expect(dario.locator("main")).to_contain_text("l'avvio non può essere di prima")
    assert dario.locator("main [name=motivo_1]").input_value() == motivo
    compila(dario, inviato_il=oggi())
    guarda(dario, "avvio-d-ufficio")
    premi(dario, "Registra e invia")
    expect(dario.locator("main")).to_contain_text("Avvio per la revoca")
    registra_il_ricevimento(anna, richiesta, guarda, fa=0)
    osserva(anna, richiesta, guarda, fa=0)
    dario.goto(reverse("contributi:decisione", args=[richiesta.pk]))
    rispondi(dario, guarda)
    passi.adotta_l_atto(
        dario, richiesta, "Revoca", guarda, motivazione="L'impegno era nel progetto firmato.",
        articoli="artt. 19 e 21", dal=oggi(), importo_recupero="100,00",
    )  # fmt: skip
    esegui_i_lavori()
    atto = Provvedimento.objects.get(richiesta=richiesta, tipo="revoca")
    testo = passi.testo_del_documento(dario, atto.documento_id, tmp_path)
    for parola in ("Avvio per la revoca n.", motivo, OSSERVAZIONE, RISPOSTA, "100,00 €"):
        assert parola in testo, parola
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.REVOCATA


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
