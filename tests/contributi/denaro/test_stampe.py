"""The papers of the contributions: archivable, accessible, with the lines as they were written."""

import subprocess
from pathlib import Path

import page
import pytest

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.apri import leggi_file
from contributi.enums import CanaleComunicazione
from contributi.services.chiusura import chiudi
from contributi.services.lettere_istruttoria import Mancanti, chiedi_documenti
from contributi.services.liquidazioni import prepara_liquidazione, registra_liquidazione
from tests.browser.gesti import esegui_i_lavori
from tests.casi import oggi
from tests.contributi.commissione.scena import seduta_aperta, votano_tutti
from tests.contributi.decisione import concessa, giorni_fa
from tests.contributi.denaro.costruttori import IBAN, crea_buono, pronto_da_pagare
from tests.contributi.domande import in_istruttoria
from tests.people import Cast, crea_cast

pytestmark = pytest.mark.django_db(transaction=True)
PROFILI = ("3a", "ua1")


def lettera(cast: Cast) -> Documento:
    richiesta = in_istruttoria(cast)
    chiesti = chiedi_documenti(
        richiesta=richiesta,
        mancanti=Mancanti(codici=(), altri=("Bolletta inventata", "Ricevuta inventata"), entro=giorni_fa(-9)),
        canale=CanaleComunicazione.POSTA,
        inviata_il=oggi(),
        operatore=cast.anna_verdi,
        al=oggi(),
    )
    return _di(chiesti.comunicazione.documento)


def atto(cast: Cast) -> Documento:
    return _di(concessa(cast).documento)


def verbale(cast: Cast) -> Documento:
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta)
    return _di(chiudi(seduta=seduta).verbale.documento)


def liquidazione(cast: Cast) -> Documento:
    piano = pronto_da_pagare(cast)
    rate = list(piano.rate.values_list("pk", flat=True))
    elenco = prepara_liquidazione(
        ambito=cast.territorio.ambito, rate=rate, operatore=cast.rita_ragioneria, al=oggi()
    )
    return _di(
        registra_liquidazione(liquidazione=elenco, operatore=cast.rita_ragioneria, al=oggi()).documento
    )


def buono(cast: Cast) -> Documento:
    return _di(crea_buono(cast).documento)


CARTE = {
    "lettera": (lettera, ("- Bolletta inventata\n", "Entro quando\n")),
    "atto": (atto, ("CANARINO-MOTIVAZIONE-44B1",)),
    "verbale": (verbale, ("Proposte esaminate",)),
    "liquidazione": (liquidazione, (IBAN[:4],)),
    "buono": (buono, ("Prodotti alimentari",)),
}


@pytest.mark.parametrize("carta", CARTE)
def test_ogni_carta_e_archiviabile_accessibile_e_dice_le_sue_righe(carta: str, tmp_path: Path) -> None:
    prepara, parole = CARTE[carta]
    documento = prepara(crea_cast())
    esegui_i_lavori()
    documento.refresh_from_db()
    dati = leggi_file(documento)
    for profilo in PROFILI:
        esito = page.validate_pdf_bytes(dati, profile=profilo)
        assert esito.is_compliant, [(f.rule_id, f.message) for f in esito.failures]
    file = tmp_path / "carta.pdf"
    file.write_bytes(dati)
    testo = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    for parola in parole:
        assert parola in testo, testo


def _di(documento: Documento | None) -> Documento:
    assert documento is not None
    return documento
