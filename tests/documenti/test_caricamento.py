"""Uploads: what is let in, what comes out changed, what is refused and how it is said."""

import io
import struct
import zlib
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from adi_platform.documenti.esame import file as esame
from adi_platform.documenti.esame.file import esamina
from adi_platform.documenti.nomi import nome_da_titolo, nome_file
from adi_platform.documenti.services.apri import leggi_file
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.errori import DominioError
from tests.people import Cast


def pdf(pagine: int = 1, prepara: Any = None, **salva: Any) -> bytes:
    documento = pikepdf.new()
    for _ in range(pagine):
        documento.add_blank_page()
    if prepara:
        prepara(documento)
    uscita = io.BytesIO()
    documento.save(uscita, **salva)
    return uscita.getvalue()


def immagine(formato: str, *, lati: tuple[int, int] = (40, 20), **salva: Any) -> bytes:
    uscita = io.BytesIO()
    Image.new("RGB", lati, (10, 80, 160)).save(uscita, formato, **salva)
    return uscita.getvalue()


def caricato(nome: str, dati: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, dati)


def _con_javascript(documento: pikepdf.Pdf) -> None:
    azione = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    documento.Root.OpenAction = documento.make_indirect(azione)


def _con_allegato(documento: pikepdf.Pdf) -> None:
    documento.attachments["nascosto.txt"] = b"altro"


def _con_lancio(documento: pikepdf.Pdf) -> None:
    documento.pages[0].Annots = documento.make_indirect(
        pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 9, 9],
                    A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"),
                )
            ]
        )
    )


def _bomba_di_pixel() -> bytes:
    def pezzo(tipo: bytes, dati: bytes) -> bytes:
        return struct.pack(">I", len(dati)) + tipo + dati + struct.pack(">I", zlib.crc32(tipo + dati))

    testa = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + pezzo(b"IHDR", testa)
        + pezzo(b"IDAT", zlib.compress(b"0"))
        + pezzo(b"IEND", b"")
    )


def test_la_scansione_firmata_si_conserva_com_e_con_la_sua_attestazione(cast: Cast) -> None:
    dati = pdf(3)
    documento = carica_documento(
        ambito=cast.territorio.ambito,
        operatore=cast.anna_verdi,
        tipo="patti.firmato",
        titolo="Patto firmato",
        file=caricato("Scansione del patto.PDF", dati),
        attestazione="Attesto che la copia è conforme all'originale su carta.",
    )
    documento.refresh_from_db()
    assert (documento.caricato, documento.pagine, documento.tipo_file) == (True, 3, "application/pdf")
    assert documento.nome_file == "Scansione del patto.pdf"
    assert documento.attestazione.startswith("Attesto")
    assert leggi_file(documento) == dati


def test_le_foto_perdono_luogo_autore_e_apparecchio_e_restano_diritte() -> None:
    exif = Image.Exif()
    exif[0x010F] = "CANARY-MARCA"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    dati = immagine("JPEG", exif=exif, comment=b"CANARY-COMMENTO")
    esito = esamina(caricato("foto.jpg", dati))
    assert b"CANARY" not in esito.dati
    with Image.open(io.BytesIO(esito.dati)) as pulita:
        assert not pulita.getexif()
        assert pulita.size == (20, 40)


def test_nei_png_non_restano_testi_nascosti_ne_byte_dopo_la_fine() -> None:
    from PIL.PngImagePlugin import PngInfo

    note = PngInfo()
    note.add_text("Author", "CANARY-AUTORE")
    dati = immagine("PNG", pnginfo=note) + b"<script>CANARY-CODA</script>"
    assert b"CANARY" not in esamina(caricato("foto.png", dati)).dati


def _con_segnalibri(documento: pikepdf.Pdf) -> None:
    """A destination as the printers of the world write it: a page, a name and decimals, in one array."""
    meta = pikepdf.Array([documento.pages[0].obj, pikepdf.Name.XYZ, Decimal("56.7"), Decimal("785.2"), 0])
    documento.Root.Dests = documento.make_indirect(pikepdf.Dictionary(inizio=meta))


def test_un_pdf_con_i_segnalibri_e_un_pdf_buono() -> None:
    esito = esamina(caricato("Patto firmato.pdf", pdf(2, _con_segnalibri)))
    assert esito.pagine == 2


RIFIUTATI = {
    "svg": ("disegno.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "tipo di file"),
    "eseguibile": ("programma.exe", b"MZ", "tipo di file"),
    "senza_nome": ("documento", b"%PDF-1.4", "tipo di file"),
    "vuoto": ("vuoto.pdf", b"", "vuoto"),
    "html_detto_pdf": ("pagina.pdf", b"<html>", "non corrisponde al suo nome"),
    "png_detto_jpeg": ("foto.jpg", immagine("PNG"), "non corrisponde al suo nome"),
    "pdf_detto_png": ("foto.png", pdf(), "non corrisponde al suo nome"),
    "pdf_con_prefisso": ("poliglotta.pdf", b"GIF89a" + pdf(), "non corrisponde al suo nome"),
    "pdf_con_coda": ("coda.pdf", pdf() + b"PK\x03\x04" + b"z" * 40, "altro dopo la fine"),
    "pdf_rotto": ("rotto.pdf", b"%PDF-1.7\nniente", "danneggiato"),
    "pdf_javascript": ("attivo.pdf", pdf(prepara=_con_javascript), "parti attive"),
    "pdf_allegato": ("allegato.pdf", pdf(prepara=_con_allegato), "parti attive"),
    "pdf_lancio": ("lancio.pdf", pdf(prepara=_con_lancio), "parti attive"),
    "pdf_password": (
        "chiuso.pdf",
        pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
        "password",
    ),
    "pdf_password_solo_proprietario": (
        "chiuso.pdf",
        pdf(encryption=pikepdf.Encryption(owner="a", user="")),
        "password",
    ),
    "pdf_troppe_pagine": ("lungo.pdf", pdf(301), "troppe pagine"),
    "bomba_di_pixel": ("bomba.png", _bomba_di_pixel(), "milioni di punti"),
    "jpeg_tagliato": ("foto.jpg", immagine("JPEG", lati=(900, 900))[:600], "danneggiata"),
}


@pytest.mark.parametrize("caso", RIFIUTATI)
def test_il_file_sbagliato_riceve_un_messaggio_chiaro_accanto_al_campo(caso: str) -> None:
    nome, dati, parole = RIFIUTATI[caso]
    with pytest.raises(DominioError, match=parole) as errore:
        esamina(caricato(nome, dati))
    assert errore.value.campo == "file"


def test_il_file_troppo_grande_si_ferma_al_limite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(esame.DIMENSIONI_MASSIME, esame.TipoFile.PDF, esame.MB)
    with pytest.raises(DominioError, match="al massimo 1 MB"):
        esamina(caricato("grande.pdf", b"%PDF-" + b"0" * esame.MB))


@pytest.mark.parametrize(
    ("scritto", "atteso"),
    [
        ("Patto Nicolò D'Angelo.pdf", "Patto Nicolò D'Angelo.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("fattura\u202efdp.exe.pdf", "fattura fdp.exe.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Utenti\\prova.PDF", "prova.pdf"),
        ("\x00\u200b.pdf", "documento.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_il_nome_del_file_perde_a_capo_direzione_e_percorsi(scritto: str, atteso: str) -> None:
    assert nome_file(scritto, "application/pdf") == atteso


def test_il_numero_di_un_atto_non_e_una_cartella() -> None:
    assert nome_da_titolo("Provvedimento n. 12/2026") == "Provvedimento n. 12-2026.pdf"
