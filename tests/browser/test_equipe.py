"""A complex household in real Chromium: team, plan, answers from a phone, meeting, Quadro, minutes, Patto."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from adi_platform.agenda.enums import Dove
from adi_platform.agenda.models import Professionista, Stanza
from adi_platform.agenda.services.disponibilita import offri_ore
from adi_platform.riunioni.models import Riunione
from cases.enums import ESITO_COMPLESSO
from cases.models import EsitoAnalisi
from equipe.models import IncontroEquipe, VerbaleEquipe
from tests.browser.conftest import Pagina
from tests.browser.gesti import Guarda, compila, esegui_i_lavori, oggi, premi, segui, spunta
from tests.patti.costruttori import Famiglia, crea_famiglia
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LARGHEZZA = 375
ORE = datetime.time(9), datetime.time(13)


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
    EsitoAnalisi.objects.create(analisi=famiglia.caso.analisi.get(), codice=ESITO_COMPLESSO)
    anna = pagina(cast.anna_verdi)
    costituisce(anna, famiglia, cast, guarda)
    pianifica(pagina(cast.cora_coordina), cast, guarda)
    incontro = IncontroEquipe.objects.get()
    anna.goto(reverse("equipe-incontri", args=[famiglia.caso.pk]))
    guarda(anna, "inviti")
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
    contribuisce_al_quadro(nico, guarda)
    conclude_il_quadro(anna, famiglia, guarda)
    legge_che_e_accolto(nico, guarda)
    verbalizza(anna, incontro, guarda)
    scarica_il_verbale(nico, guarda)
    comincia_il_patto(anna, famiglia, guarda)


def costituisce(anna: Page, famiglia: Famiglia, cast: Cast, guarda: Guarda) -> None:
    """From the outcome of the analysis: the case says what to do, then each member by function."""
    pk = famiglia.caso.pk
    anna.goto(reverse("caso-scheda", args=[pk]))
    premi(anna, "Costituisci l'équipe")
    compila(
        anna, motivo="Lavoro, salute e scuola insieme.", referente_familiare=str(famiglia.madre.persona_id)
    )
    guarda(anna, "costituzione")
    premi(anna, "Salva")
    for utente, funzione in (
        (cast.elio_educatore, "RU.EDU"),
        (cast.nico_cpi, "RU.OPCPI"),
        (cast.neri_asl, "RU.SERD"),
    ):
        anna.goto(reverse("equipe-membro-nuovo", args=[pk]))
        compila(anna, funzione=funzione, utente=str(utente.pk))
        premi(anna, "Salva")
    anna.goto(reverse("equipe-membro-nuovo", args=[pk]))
    compila(anna, funzione="RU.MMG", nome="Medea", cognome="Dottoressa", ente_testo="Ambulatorio di Prova")
    premi(anna, "Salva")
    guarda(anna, "composizione")


def pianifica(cora: Page, cast: Cast, guarda: Guarda) -> None:
    """The coordinator asks for a plan, reads it and convenes."""
    Stanza.objects.create(sede=cast.territorio.sede, nome="Sala 1", dalle=ORE[0], alle=ORE[1])
    cora.goto(reverse("equipe-pianifica"))
    compila(cora, dal=oggi(3), settimane="2")
    premi(cora, "Prepara una proposta")
    for persona in Professionista.objects.all():
        for giorno in range(5):
            offri_ore(
                professionista=persona,
                operatore=cast.cora_coordina,
                dalle=ORE[0],
                alle=ORE[1],
                dove=Dove.OVUNQUE,
                dal=timezone.localdate(),
                giorno=giorno,
            )
    esegui_i_lavori()
    cora.reload()
    expect(cora.locator("main")).to_contain_text("Sala 1")
    guarda(cora, "piano")
    premi(cora, "Conferma il piano")
    premi(cora, "Convoca le riunioni")
    guarda(cora, "piano-confermato")


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


def contribuisce_al_quadro(nico: Page, guarda: Guarda) -> None:
    """From the phone: their items on one person, then what they wrote waits."""
    nico.goto("/portale/")
    segui(nico.locator("section[aria-labelledby=quadri] a"))
    guarda(nico, "portale-quadro")
    segui(nico.locator("main ul.cose a"))
    voce = nico.locator("main details.voce-quadro").first
    spunta(voce.locator("[name$=valore][value='4']"))
    voce.locator("textarea").first.fill("Ha finito il corso di cucina.")
    voce.locator("select").first.select_option(index=1)
    guarda(nico, "portale-quadro-parte")
    premi(nico, "Invia al servizio sociale")
    expect(nico.locator("main")).to_contain_text("In attesa")
    guarda(nico, "portale-quadro-in-attesa")


def conclude_il_quadro(anna: Page, famiglia: Famiglia, guarda: Guarda) -> None:
    """What the partner wrote stands beside its item; taken in, it is a rating with its author."""
    anna.goto(reverse("caso-scheda", args=[famiglia.caso.pk]))
    expect(anna.locator("main")).to_contain_text("Guardare i contributi degli altri enti")
    anna.goto(reverse("quadro", args=[famiglia.caso.pk]))
    expect(anna.locator("main")).to_contain_text("Ha finito il corso di cucina.")
    guarda(anna, "quadro-contributo")
    segui(anna.locator("main button[form^=accogli-]"))
    expect(anna.locator("main")).to_contain_text("accolto da Anna Verdi")
    guarda(anna, "quadro-contributo-accolto")
    premi(anna, "Concludi il Quadro")
    premi(anna, "Concludi")
    expect(anna.locator("main")).to_contain_text("Concluso")
    guarda(anna, "quadro-concluso")


def legge_che_e_accolto(nico: Page, guarda: Guarda) -> None:
    nico.reload()
    expect(nico.locator("main")).to_contain_text("Accolto")
    expect(nico.locator("main")).to_contain_text("Questo Quadro è concluso")
    guarda(nico, "portale-quadro-concluso")


def verbalizza(anna: Page, incontro: IncontroEquipe, guarda: Guarda) -> None:
    anna.goto(reverse("equipe-incontro", args=[incontro.caso_id, incontro.pk]))
    premi(anna, "Scrivi il verbale")
    expect(anna.locator("main [name=testo]")).to_have_value(re.compile("Chi fa che cosa"))
    guarda(anna, "verbale-bozza")
    premi(anna, "Salva la bozza")
    premi(anna, "Approva il verbale")
    expect(anna.locator("main")).to_contain_text("Che cosa leggeranno gli altri enti")
    guarda(anna, "verbale-da-approvare")
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
