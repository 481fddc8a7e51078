"""The printed Patto: what it says, to whom, and its place in the register."""

import io
import shutil
import subprocess
from pathlib import Path

import page
import pytest
from django.utils import timezone
from pdfminer.high_level import extract_text

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.apri import leggi_file
from adi_platform.documenti.services.produci import produci
from adi_platform.repertorio.models import Registrazione
from adi_platform.ui.formati import giorno as in_parole
from cases.models import ComponenteCaso
from patti.models import ImpegnoPatto, Patto
from patti.services.stampa import TIPO_ALLEGATO, stampa_da_firmare
from tests.patti.costruttori import Famiglia, aggiungi, crea_equipe, crea_famiglia, crea_patto_completo
from tests.patti.firme import sottoscrivi_tutto
from tests.people import Cast

SEGRETO = "CANARINO-SICUREZZA-41"
PERSONALE = "CANARINO-SENSIBILE-52"


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


def _testo(documento: Documento) -> str:
    return " ".join(extract_text(io.BytesIO(_pdf(documento))).split())


def _allegato_di(componente: ComponenteCaso) -> Documento:
    return Documento.objects.get(tipo=TIPO_ALLEGATO, chiave__contains=f":allegato:{componente.pk}:")


def _pdf(documento: Documento) -> bytes:
    assert documento.lavoro is not None
    produci(documento.lavoro)
    documento.refresh_from_db()
    return leggi_file(documento)


def _con_parti_riservate(famiglia: Famiglia) -> Patto:
    patto = crea_patto_completo(famiglia)
    riservato = aggiungi(patto, famiglia, "OB.PERS.06", famiglia.madre)
    riservato.testo = SEGRETO
    riservato.save()
    impegno = ImpegnoPatto.objects.get(patto=patto, codice="IM.MINO.01")
    impegno.testo = PERSONALE
    impegno.save()
    return patto


def test_la_copia_firmata_e_accessibile_e_riceve_un_numero_una_volta_sola(
    famiglia: Famiglia, cast: Cast
) -> None:
    crea_equipe(famiglia, cast)
    patto = sottoscrivi_tutto(_con_parti_riservate(famiglia), famiglia)
    assert patto.documento is not None

    testo = _testo(patto.documento)
    produci(patto.documento.lavoro)

    assert "Nicolò D'Angelo" in testo
    assert "Łukasz Pròva" in testo
    assert "Elio Educatore, Educatore professionale - Cooperativa di Prova" in testo
    assert "Anna Verdi, Responsabile del caso (case manager)" in testo
    assert "(responsabile del caso)" not in testo, "è già nella funzione"
    assert "Referente della famiglia" in testo
    assert "Sofia ha disegnato la sua settimana." in testo
    assert SEGRETO not in testo
    assert PERSONALE not in testo
    patto.refresh_from_db()
    assert patto.registrazione == Registrazione.objects.get()
    assert patto.registrazione.documento_sha256 == patto.impronta_testo
    quando = in_parole(timezone.localdate(patto.registrazione.registrata_il))
    assert f"repertorio n. {patto.registrazione.segnatura} del {quando}" in testo
    assert stampa_da_firmare(patto=patto, operatore=famiglia.operatore) == patto.documento


def test_gli_allegati_dicono_solo_cio_che_riguarda_la_persona(famiglia: Famiglia) -> None:
    stampa_da_firmare(patto=_con_parti_riservate(famiglia), operatore=famiglia.operatore)

    della_madre = _testo(_allegato_di(famiglia.madre))
    del_padre = _testo(_allegato_di(famiglia.padre))

    assert SEGRETO in della_madre
    assert PERSONALE in della_madre
    assert SEGRETO not in del_padre
    assert PERSONALE not in del_padre
    assert "Scrive entrate e uscite del mese." in del_padre


def test_lo_stesso_testo_da_lo_stesso_documento_e_uno_cambiato_ne_da_un_altro(famiglia: Famiglia) -> None:
    patto = crea_patto_completo(famiglia)
    primo = stampa_da_firmare(patto=patto, operatore=famiglia.operatore)

    assert stampa_da_firmare(patto=patto, operatore=famiglia.operatore) == primo
    ImpegnoPatto.objects.filter(patto=patto).first().delete()
    assert stampa_da_firmare(patto=patto, operatore=famiglia.operatore) != primo


def test_la_bozza_stampata_non_entra_nel_repertorio(famiglia: Famiglia) -> None:
    _pdf(stampa_da_firmare(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore))

    assert not Registrazione.objects.exists()


def test_copia_e_allegato_sono_pdf_a_3a_e_pdf_ua_1(famiglia: Famiglia, tmp_path: Path) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    assert patto.documento is not None
    allegato = _allegato_di(famiglia.madre)

    for documento in (patto.documento, allegato):
        dati = _pdf(documento)
        for profilo in ("3a", "ua1"):
            esito = page.validate_pdf_bytes(dati, profile=profilo)
            assert esito.is_compliant, [(f.rule_id, f.message) for f in esito.failures]
        qpdf = shutil.which("qpdf")
        if qpdf:
            file = tmp_path / "documento.pdf"
            file.write_bytes(dati)
            assert subprocess.run([qpdf, "--check", file], capture_output=True, check=False).returncode == 0
