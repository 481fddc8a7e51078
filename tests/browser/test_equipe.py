"""A complex household in real Chromium: team, invitations answered from a phone, meeting, Quadro, minutes, Patto."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from adi_platform.riunioni.models import Riunione
from equipe.models import IncontroEquipe, VerbaleEquipe
from tests.browser.conftest import Pagina
from tests.browser.gesti import Guarda, compila, esegui_i_lavori, oggi, premi, segui, spunta
from tests.equipe.scena import equipe_di
from tests.patti.costruttori import Famiglia, crea_famiglia
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LARGHEZZA = 375


@pytest.fixture
def guarda(axe: Callable[[Page], None], schermata: Callable[[Page, str], None]) -> Guarda:
    """Axe on the page, no overflow, a picture of it."""

    def _guarda(page: Page, nome: str) -> None:
        axe(page)
        schermata(page, f"equipe-{nome}")
        larghezza = page.evaluate("window.innerWidth")
        assert page.evaluate("document.documentElement.scrollWidth") <= larghezza, nome

    return _guarda


def test_dall_equipe_al_patto_con_la_sua_composizione(cast: Cast, pagina: Pagina, guarda: Guarda) -> None:
    famiglia = crea_famiglia(cast)
    equipe_di(famiglia.caso, cast, (cast.nico_cpi, "RU.OPCPI"), (cast.neri_asl, "RU.SERD"))
    anna = pagina(cast.anna_verdi)
    convoca(anna, famiglia, guarda)
    incontro = IncontroEquipe.objects.get()
    esegui_i_lavori()

    nico = pagina(cast.nico_cpi, larghezza=LARGHEZZA, altezza=740)
    neri = pagina(cast.neri_asl, larghezza=LARGHEZZA, altezza=740)
    partecipa(nico, guarda)
    propone_un_altro_orario(neri, guarda)
    accoglie_l_orario(anna, incontro, guarda)
    partecipa(nico, guarda)

    si_e_tenuta(incontro.riunione)
    tiene_l_incontro(anna, incontro, guarda)
    compila_il_quadro(anna, famiglia, guarda)
    verbalizza(anna, incontro, guarda)
    scarica_il_verbale(nico, guarda)
    comincia_il_patto(anna, famiglia, guarda)


def convoca(anna: Page, famiglia: Famiglia, guarda: Guarda) -> None:
    anna.goto(reverse("equipe-scheda", args=[famiglia.caso.pk]))
    guarda(anna, "composizione")
    anna.goto(reverse("equipe-incontro-nuovo", args=[famiglia.caso.pk]))
    compila(anna, giorno=oggi(5), ora="10:00", luogo="Sala della Prova")
    spunta(anna.locator("main [name=motivo]").first)
    guarda(anna, "convocazione")
    premi(anna, "Convoca")
    expect(anna.locator("main")).to_contain_text("Sala della Prova")
    guarda(anna, "inviti")


def partecipa(nico: Page, guarda: Guarda) -> None:
    nico.goto("/portale/")
    guarda(nico, "portale-da-fare")
    segui(nico.get_by_role("link", name=re.compile("^Partecipo")))
    premi(nico, "Conferma la risposta")
    expect(nico.locator("body")).to_contain_text("Risposta registrata")
    guarda(nico, "portale-riunione")


def propone_un_altro_orario(neri: Page, guarda: Guarda) -> None:
    neri.goto("/portale/")
    segui(neri.get_by_role("link", name=re.compile("^Altro orario")))
    compila(neri, giorno=oggi(6), inizio="11:00", motivo="La mattina prima ho ambulatorio")
    guarda(neri, "portale-altro-orario")
    premi(neri, "Conferma la risposta")
    expect(neri.locator("body")).to_contain_text("Risposta registrata")


def accoglie_l_orario(anna: Page, incontro: IncontroEquipe, guarda: Guarda) -> None:
    anna.goto(reverse("equipe-incontro", args=[incontro.caso_id, incontro.pk]))
    expect(anna.locator("main")).to_contain_text("La mattina prima ho ambulatorio")
    guarda(anna, "incontro-convocato")
    premi(anna, "Sposta a quest'ora")
    esegui_i_lavori()
    incontro.riunione.refresh_from_db()
    assert incontro.riunione.sequenza == 1


def si_e_tenuta(riunione: Riunione) -> None:
    """The day comes: the meeting was yesterday."""
    ieri = timezone.localtime() - datetime.timedelta(days=1)
    fine = ieri + datetime.timedelta(hours=1)
    Riunione.objects.filter(pk=riunione.pk).update(inizio=ieri, fine=fine)


def tiene_l_incontro(anna: Page, incontro: IncontroEquipe, guarda: Guarda) -> None:
    anna.goto(reverse("equipe-incontro", args=[incontro.caso_id, incontro.pk]))
    premi(anna, "Segna le presenze")
    for scelta in anna.locator("main select[name^=presenza_]").all():
        scelta.select_option("presente")
    guarda(anna, "presenze")
    premi(anna, "Salva le presenze")
    premi(anna, "Scrivi una decisione")
    compila(anna, testo="Il CPI convoca la madre per il patto di servizio", entro=oggi(10))
    anna.locator("main [name=responsabile]").select_option(index=1)
    premi(anna, "Salva la decisione")
    premi(anna, "Segna svolta")
    premi(anna, "Segna svolta")
    guarda(anna, "incontro-svolto")


def compila_il_quadro(anna: Page, famiglia: Famiglia, guarda: Guarda) -> None:
    anna.goto(reverse("quadro", args=[famiglia.caso.pk]))
    premi(anna, "Inizia il Quadro")
    guarda(anna, "quadro")
    segui(anna.locator("main nav.indice-analisi a"))
    voce = anna.locator("main section.voce-quadro").first
    spunta(voce.locator("[name$=valore][value='2']"))
    voce.locator("textarea").first.fill("La bolletta non è pagata da tre mesi.")
    voce.locator("select").first.select_option(index=1)
    spunta(voce.locator("[name$=prioritaria]"))
    guarda(anna, "quadro-sezione")
    premi(anna, "Salva e continua")
    anna.goto(reverse("quadro", args=[famiglia.caso.pk]))
    expect(anna.locator("main")).to_contain_text("La bolletta non è pagata da tre mesi.")
    premi(anna, "Concludi il Quadro")
    premi(anna, "Concludi")
    expect(anna.locator("main")).to_contain_text("Concluso")
    guarda(anna, "quadro-concluso")


def verbalizza(anna: Page, incontro: IncontroEquipe, guarda: Guarda) -> None:
    anna.goto(reverse("equipe-incontro", args=[incontro.caso_id, incontro.pk]))
    premi(anna, "Scrivi il verbale")
    expect(anna.locator("main [name=testo]")).to_have_value(re.compile("patto di servizio"))
    guarda(anna, "verbale-bozza")
    premi(anna, "Salva la bozza")
    premi(anna, "Approva il verbale")
    premi(anna, "Approva")
    esegui_i_lavori()
    anna.reload()
    expect(anna.locator("main")).to_contain_text("Registrato")
    guarda(anna, "verbale-registrato")
    verbale = VerbaleEquipe.objects.get()
    assert verbale.registrazione
    assert verbale.trasmesso_il


def scarica_il_verbale(nico: Page, guarda: Guarda) -> None:
    nico.goto("/portale/")
    guarda(nico, "portale-verbali")
    segui(nico.locator("section[aria-labelledby=verbali] a"))
    with nico.expect_download() as scaricato:
        nico.get_by_role("link", name="Scarica il verbale (PDF)").click()
    assert scaricato.value.path().read_bytes().startswith(b"%PDF")


def comincia_il_patto(anna: Page, famiglia: Famiglia, guarda: Guarda) -> None:
    anna.goto(reverse("patto-elenco", args=[famiglia.caso.pk]))
    premi(anna, "Inizia il Patto")
    anna.goto(reverse("patto-elenco", args=[famiglia.caso.pk]))
    segui(anna.locator("main a[href^='/patti/']"))
    for chi in ("Nico Centroimpiego", "responsabile del caso", "Medea Dottoressa"):
        expect(anna.locator("main")).to_contain_text(chi)
    guarda(anna, "patto-con-la-composizione")
