"""An ordinary contribution in real Chromium: from the PAI to sign to the voucher spent in the shop."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from contributi.enums import StatoBuono, StatoRichiesta
from contributi.models import Buono, Fondo
from tests.browser.conftest import Pagina
from tests.browser.contributi import passi
from tests.browser.gesti import (
    Guarda,
    compila,
    esegui_i_lavori,
    oggi,
    premi,
    raccogli_le_firme,
    segui,
)
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.contributi.commissione.scena import crea_commissione
from tests.contributi.denaro.costruttori import crea_esercizio, crea_fondo
from tests.contributi.misure import misura_vera
from tests.patti.pai import crea_pai
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_dal_pai_al_buono_speso(cast: Cast, pagina: Pagina, guarda: Guarda, tmp_path: Path) -> None:
    misura = misura_vera(cast, "voucher")
    caso = crea_caso_sportello(cast, incontrato=True, cognome="Buonvoglia")
    pai = crea_pai(
        caso, misura=misura.codice, misura_nome=misura.nome, importo=Decimal(100), mesi=2, modo="buono"
    )
    passi.isee_del_nucleo(caso)
    commissione = crea_commissione(cast, votanti=("pina_presidente", "anna_verdi", "ciro_commissario"))
    crea_fondo(cast)
    bottega = crea_esercizio(cast)

    anna = pagina(cast.anna_verdi)
    raccogli_le_firme(anna, pai, guarda)
    richiesta = passi.scrivi_la_domanda(
        anna, caso, guarda, misura=misura, bisogno="Alimenti per i bambini.", importo="100,00", mesi="2",
        modo="buono",
    )  # fmt: skip
    passi.manda_l_avvio(anna, guarda)
    passi.istruisci(anna, richiesta, tmp_path, **passi.PRIMI_FATTI, beni_voucher=["alimentari", "igiene"])
    passi.rivedi_tutto(anna, richiesta, guarda)
    passi.proponi(anna, richiesta, guarda, orientamento="accogliere", motivazione="Il reddito non basta.")

    pina = pagina(cast.pina_presidente)
    seduta = passi.convoca_e_apri(pina, commissione.pk, guarda)
    passi.vota(pina, seduta, "Favorevole", guarda)
    passi.vota(pagina(cast.ciro_commissario, larghezza=375), seduta, "Favorevole", guarda)
    esegui_i_lavori()
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.PARERE_FAVOREVOLE

    dario = pagina(cast.dario_dirigente)
    dario.goto(reverse("contributi:provvedimenti"))
    guarda(dario, "da-decidere")
    passi.adotta_l_atto(
        dario, richiesta, "Concessione", guarda, motivazione="Parere favorevole della commissione.",
        articoli="artt. 6, 10 e 13", dal=oggi(),
    )  # fmt: skip
    assert Fondo.objects.get().impegnato == 200

    rita = pagina(cast.rita_ragioneria)
    rita.goto(reverse("contributi:erogazioni"))
    guarda(rita, "erogazioni")
    rita.goto(reverse("contributi:richiesta", args=[richiesta.pk]))
    segui(rita.locator("main a[href*='/erogazioni/']"))
    guarda(rita, "piano")
    premi(rita, "Consegna in buono")
    premi(rita, "Prepara il buono")
    esegui_i_lavori()
    buono = Buono.objects.get()
    rita.goto(reverse("contributi:buono", args=[buono.pk]))
    guarda(rita, "buono")

    bice = pagina(bottega.ente.referenti.get(), larghezza=375)
    bice.goto(reverse("contributi:cassa"))
    guarda(bice, "cassa")
    compila(bice, codice=buono.codice)
    premi(bice, "Apri il buono")
    expect(bice.locator("h1")).to_contain_text("Restano 100,00")
    guarda(bice, "spesa")
    compila(bice, importo="100,00", scontrino="A-12")
    premi(bice, "Registra la spesa")
    expect(bice.locator("main")).to_contain_text("Registrati 100,00")
    buono.refresh_from_db()
    assert (buono.stato, buono.residuo) == (StatoBuono.ESAURITO, Decimal(0))
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.IN_EROGAZIONE
