"""The measures in real Chromium: from a wrong file to the approval and to a trial, at the desk and on a phone."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from contributi.enums import StatoMisura, StatoRichiesta
from contributi.models import Misura
from tests.browser.conftest import Pagina
from tests.browser.gesti import segui
from tests.contributi.fabbrica import crea_richiesta
from tests.contributi.misure import misura_vera, regolamento_cambiato
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
Schermata = Callable[[Page, str], None]


def controlla(page: Page, nome: str, axe: Axe, schermata: Schermata) -> None:
    for larghezza in (1280, 375):
        page.set_viewport_size({"width": larghezza, "height": 900})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= larghezza, f"{nome} deborda"
        schermata(page, f"misure-{nome}-{larghezza}")


def test_dal_file_sbagliato_all_approvazione_e_alla_prova(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata, tmp_path: Path
) -> None:
    misura = misura_vera(cast, "ria-sostegno")
    for importo in ("300.00", "400.00"):
        crea_richiesta(
            cast,
            misura=misura,
            stato=StatoRichiesta.ISTRUTTORIA,
            importo=Decimal(importo),
            mesi=6,
            fatti={
                "residente": True,
                "progetto_personalizzato": True,
                "condizioni": ["emarginazione"],
                "importo_mensile": importo,
                "mesi": 6,
            },
        )
    file = tmp_path / "veneto.yaml"
    file.write_bytes(regolamento_cambiato('massimo: "400.00"', "massimo: 350.50"))

    cora = pagina(cast.cora_coordina)
    cora.goto("/contributi/misure/")
    controlla(cora, "elenco", axe, schermata)
    segui(cora.get_by_role("link", name="Carica un regolamento"))
    cora.get_by_label("File YAML del regolamento").set_input_files(file)
    segui(cora.get_by_role("button", name="Controlla e carica"))
    cora.get_by_role("heading", name="Che cosa correggere").wait_for()
    controlla(cora, "errori", axe, schermata)

    testo = cora.get_by_label("Testo del regolamento")
    testo.fill(testo.input_value().replace("massimo: 350.50", 'massimo: "350.50"'))
    segui(cora.get_by_role("button", name="Controlla e carica"))
    cora.get_by_text("1 misura in bozza").wait_for()
    segui(cora.get_by_role("link", name="R.I.A. di sostegno, versione 2"))
    controlla(cora, "scheda", axe, schermata)
    segui(cora.get_by_role("link", name="Prova su richieste passate"))
    controlla(cora, "simula", axe, schermata)
    segui(cora.get_by_role("button", name="Avvia la prova"))
    cora.get_by_role("heading", name="Chi cambierebbe").wait_for()
    controlla(cora, "simulazione", axe, schermata)

    dario = pagina(cast.dario_dirigente)
    nuova = Misura.objects.get(codice="ria-sostegno", numero=2)
    dario.goto(reverse("contributi:misura-scheda", args=[nuova.pk]))
    segui(dario.get_by_role("link", name="Approva"))
    controlla(dario, "approva", axe, schermata)
    dario.get_by_label("In vigore dal").fill("2026-12-01")
    segui(dario.get_by_role("button", name="Approva la misura"))
    dario.get_by_text("Misura approvata").wait_for()
    nuova.refresh_from_db()
    assert nuova.stato == StatoMisura.IN_VIGORE


def test_ogni_misura_si_legge_sul_telefono(
    cast: Cast, pagina: Pagina, axe: Axe, schermata: Schermata
) -> None:
    misura_vera(cast, "ria-sostegno")
    page = pagina(cast.anna_verdi, larghezza=375)
    for codice in ("ordinario-periodico", "urgente-non-residenti", "sostegno-abitare"):
        page.goto(reverse("contributi:misura-scheda", args=[Misura.objects.get(codice=codice).pk]))
        controlla(page, codice, axe, schermata)
