"""An urgent bill in real Chromium: summary istruttoria, the Dirigente decides in one page, the commission is told."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from contributi.enums import StatoRichiesta
from contributi.models import Provvedimento
from contributi.services.sedute import convoca_seduta
from tests.browser.conftest import Pagina
from tests.browser.contributi import passi
from tests.browser.gesti import Guarda, compila, esegui_i_lavori, oggi, premi, segui
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.contributi.commissione.scena import SALA, crea_commissione, finestra
from tests.contributi.denaro.costruttori import crea_fondo
from tests.contributi.misure import misura_vera
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_la_bolletta_urgente_con_istruttoria_sommaria(
    cast: Cast, pagina: Pagina, guarda: Guarda, tmp_path: Path
) -> None:
    misura = misura_vera(cast, "straordinario-urgente")
    caso = crea_caso_sportello(cast, incontrato=True, cognome="Distacchi")
    crea_fondo(cast)
    commissione = crea_commissione(cast)

    anna = pagina(cast.anna_verdi)
    richiesta = passi.scrivi_la_domanda(
        anna, caso, guarda, misura=misura, bisogno="Domani staccano la luce.", importo="300,00",
        modo="canalizzato", tipo_spesa="utenza",
    )  # fmt: skip
    passi.istruisci(anna, richiesta, tmp_path, **passi.PRIMI_FATTI)

    dario = pagina(cast.dario_dirigente)
    dario.goto("/")
    segui(dario.get_by_role("link", name="1 contributo urgente da decidere"))
    expect(dario.locator("main")).to_contain_text("Urgenti")
    guarda(dario, "elenco-con-urgenti")
    segui(dario.locator("main").get_by_role("link", name="Distacchi"))
    expect(dario.locator("main")).to_contain_text("Domani staccano la luce.")
    compila(dario, motivazione="Il distacco è per domani.")
    guarda(dario, "decisione-urgente")
    premi(dario, "Concedi d'urgenza")
    expect(dario.locator("main")).to_contain_text("Indica gli articoli applicati")
    assert dario.locator("main [name=motivazione]").input_value() == "Il distacco è per domani."
    guarda(dario, "decisione-urgente-con-errore")
    compila(dario, articoli="artt. 6 e 11", dal=oggi())
    premi(dario, "Concedi d'urgenza")
    expect(dario.locator("main")).to_contain_text("Istruttoria sommaria, com'era")
    guarda(dario, "atto-urgente")
    esegui_i_lavori()
    atto = Provvedimento.objects.get(richiesta=richiesta)
    testo = passi.testo_del_documento(dario, atto.documento_id, tmp_path)
    assert "Istruttoria sommaria" in testo
    assert atto.istruttoria["impronta"][:20] in testo
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.CONCESSA

    seduta = convoca_seduta(
        commissione=commissione, finestra=finestra(), dove=SALA, operatore=cast.pina_presidente
    )
    pina = pagina(cast.pina_presidente)
    pina.goto(reverse("contributi:seduta", args=[commissione.pk, seduta.pk]))
    expect(pina.locator("main")).to_contain_text(atto.testo["numero"])
    guarda(pina, "seduta-che-prende-atto")
