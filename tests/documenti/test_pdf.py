"""The PDFs of the house: archivable, accessible, with the text as it was typed, closed to the outside."""

import io
import shutil
import socket
import subprocess
import threading
from pathlib import Path

import page
import pikepdf
import pytest
from pdfminer.high_level import extract_text

from adi_platform.documenti.campione import contenuto
from adi_platform.documenti.impaginazione import impagina
from adi_platform.documenti.officina import FilePdf, Officina, StampaNonRiuscita
from adi_platform.documenti.pdf.conformita import ha_flussi_ambigui

PROFILI = ("3a", "ua1")


def _stampa(bottega: Officina, seme: int, *, sezioni: int | None = None) -> FilePdf:
    html, risorse = impagina(contenuto(seme, sezioni=sezioni))
    return bottega.stampa(html, risorse)


@pytest.mark.parametrize("seme", range(27))
def test_ogni_documento_e_insieme_pdf_a_3a_e_pdf_ua_1(officina_di_prova: Officina, seme: int) -> None:
    pdf = _stampa(officina_di_prova, seme)
    for profilo in PROFILI:
        esito = page.validate_pdf_bytes(pdf.dati, profile=profilo)
        assert esito.is_compliant, [(f.rule_id, f.message) for f in esito.failures]
    assert not ha_flussi_ambigui(pdf.dati)


def test_il_documento_ha_lingua_titolo_e_struttura(officina_di_prova: Officina) -> None:
    pdf = _stampa(officina_di_prova, 0, sezioni=3)
    with pikepdf.open(io.BytesIO(pdf.dati)) as aperto:
        assert str(aperto.Root.Lang) == "it"
        assert aperto.Root.ViewerPreferences.DisplayDocTitle
        assert aperto.Root.MarkInfo.Marked
        assert str(aperto.docinfo.Title) == "Documento di prova n. 0 per Nicolò D'Angelo"
        assert len(aperto.pages) == pdf.pagine
        celle = [o for o in aperto.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TD"]
        assert celle
        assert all(len(cella.A.Headers) == 1 for cella in celle)


def test_il_testo_si_estrae_come_e_stato_scritto(officina_di_prova: Officina) -> None:
    testo = extract_text(io.BytesIO(_stampa(officina_di_prova, 0, sezioni=1).dati))
    assert "Nicolò D'Angelo" in testo
    legature = extract_text(io.BytesIO(_stampa(officina_di_prova, 7, sezioni=0).dati))
    assert "Affitto, efficace, affluente: fi fl ffi" in legature
    cirillico = extract_text(io.BytesIO(_stampa(officina_di_prova, 3, sezioni=0).dati))
    assert "Зоя Пробная" in cirillico


def test_ogni_pagina_porta_numero_codice_e_impronta(officina_di_prova: Officina) -> None:
    scelto = contenuto(1, sezioni=6)
    html, risorse = impagina(scelto)
    pdf = officina_di_prova.stampa(html, risorse)
    assert pdf.pagine > 1
    for numero in range(pdf.pagine):
        testo = extract_text(io.BytesIO(pdf.dati), page_numbers=[numero])
        assert f"Pagina {numero + 1} di {pdf.pagine}" in testo
        assert scelto["codice"] in testo
    assert "qr.png" in risorse


def test_il_testo_scritto_dalle_persone_non_diventa_mai_codice(officina_di_prova: Officina) -> None:
    html, risorse = impagina(contenuto(6, sezioni=0))
    assert "<b>Non è grassetto</b>" not in html
    assert "{{ settings.SECRET_KEY }}" not in html
    pdf = officina_di_prova.stampa(html, risorse)
    assert pdf.pagine == 1


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf non è installato")
def test_qpdf_non_trova_errori(officina_di_prova: Officina, tmp_path: Path) -> None:
    file = tmp_path / "prova.pdf"
    file.write_bytes(_stampa(officina_di_prova, 4).dati)
    controllo = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False)
    assert controllo.returncode == 0, controllo.stdout + controllo.stderr


@pytest.fixture
def canarino() -> object:
    """A listener on this machine that counts who knocks."""
    ascolto = socket.create_server(("127.0.0.1", 0))
    ascolto.settimeout(0.2)
    visite: list[object] = []
    fine = threading.Event()

    def conta() -> None:
        while not fine.is_set():
            try:
                connessione, da = ascolto.accept()
            except TimeoutError:
                continue
            visite.append(da)
            connessione.close()

    filo = threading.Thread(target=conta)
    filo.start()
    yield ascolto.getsockname()[1], visite
    fine.set()
    filo.join()
    ascolto.close()


INNESTI = (
    '<img src="{}" alt="x">',
    '<link rel="stylesheet" href="{}">',
    '<p style="background: url({})">x</p>',
    "<style>@import url({});</style>",
    "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style><p>x</p>",
    '<link rel="attachment" href="{}">',
    '<object data="{}">x</object>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}" width="9" height="9"/></svg>',
)


@pytest.mark.parametrize("innesto", INNESTI)
def test_la_stampa_non_esce_mai_in_rete_ne_legge_file(
    officina_di_prova: Officina, canarino: tuple[int, list[object]], innesto: str
) -> None:
    porta, visite = canarino
    for indirizzo in (f"http://127.0.0.1:{porta}/x.png", "file:///etc/hostname", "/etc/hostname"):
        html = f'<html lang="it"><head><title>t</title></head><body>{innesto.format(indirizzo)}</body></html>'
        with pytest.raises(StampaNonRiuscita, match="file che non gli è stato dato") as errore:
            officina_di_prova.stampa(html, {})
        assert errore.value.definitivo
    assert visite == []


def test_una_pagina_che_non_finisce_mai_viene_fermata_e_la_seguente_riesce() -> None:
    bottega = Officina(secondi=8)
    _stampa(bottega, 0, sezioni=0)
    bomba = "<p>Una riga dopo l'altra, senza fine.</p>" * 200_000
    with pytest.raises(StampaNonRiuscita, match="troppo"):
        bottega.stampa(f'<html lang="it"><title>t</title>{bomba}</html>', {})
    assert _stampa(bottega, 0, sezioni=0).pagine == 1
    bottega.chiudi()


def test_una_pagina_impossibile_non_ferma_la_pressa(officina_di_prova: Officina) -> None:
    annidata = "<div>" * 5_000 + "x" + "</div>" * 5_000
    with pytest.raises(StampaNonRiuscita) as errore:
        officina_di_prova.stampa(f'<html lang="it"><title>t</title>{annidata}</html>', {})
    assert errore.value.definitivo
    assert _stampa(officina_di_prova, 0, sezioni=0).pagine == 1


def test_una_pressa_uccisa_riparte_da_sola() -> None:
    bottega = Officina()  # the first start may be slow on a busy machine: the default time
    assert _stampa(bottega, 0, sezioni=0).pagine == 1
    figlio = bottega._figlio
    assert figlio is not None
    figlio.kill()
    figlio.wait()
    assert _stampa(bottega, 0, sezioni=0).pagine == 1
    bottega.chiudi()
