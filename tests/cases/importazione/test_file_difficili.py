"""Files made badly, by accident or on purpose: a sentence that says what to do, or the right rows."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from cases.rules.elenco.celle import Formula
from cases.rules.elenco.mappatura import proponi
from cases.rules.elenco.riga import leggi_riga
from cases.services.importazione.lettura.apertura import apri_elenco, riapri_elenco
from cases.services.importazione.lettura.tabella import FileNonLeggibile

AL = datetime.date(2026, 11, 20)
TESTA = ["Domanda", "CF", "Cognome", "Nome", "Nato il", "ISEE", "Indirizzo"]
RIGA = [
    "INPS-ADI-2026-9000001",
    "RSSMRA85T10A562S",
    "Rossi",
    "Mario",
    "10/12/1985",
    "9.360,00",
    "Via Prova 1",
]


def su_file(tmp_path: Path, contenuto: bytes) -> Path:
    percorso = tmp_path / "elenco"
    percorso.write_bytes(contenuto)
    return percorso


def xlsx(*righe: list[object], epoca_1904: bool = False) -> bytes:
    libro = Workbook()
    if epoca_1904:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        libro.epoch = CALENDAR_MAC_1904
    foglio = libro.active
    for riga in righe:
        foglio.append(riga)
    scritto = io.BytesIO()
    libro.save(scritto)
    return scritto.getvalue()


def rifiuto(percorso: Path) -> str:
    with pytest.raises(FileNonLeggibile) as sollevato:
        list(apri_elenco(percorso).righe())
    return sollevato.value.messaggio


def esiti(percorso: Path) -> list[list[str]]:
    tabella = apri_elenco(percorso)
    mappatura = proponi(tabella.intestazioni)
    return [
        [
            r.codice
            for r in leggi_riga(n, c, mappatura=mappatura, intestazioni=tabella.intestazioni, al=AL).errori
        ]
        for n, c in tabella.righe()
    ]


@pytest.mark.parametrize("codifica", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separatore", [";", ",", "\t", "|"])
def test_codifiche_e_separatori(tmp_path: Path, codifica: str, separatore: str) -> None:
    righe = [[*TESTA], [*RIGA[:2], "D’Angelò", *RIGA[3:5], "9360", "Via della Libertà"]]
    testo = "\r\n".join(separatore.join(f'"{c}"' for c in r) for r in righe)
    tabella = apri_elenco(su_file(tmp_path, testo.encode(codifica)))
    assert [celle for _, celle in tabella.righe()] == [righe[1]]
    assert [c for _, c in riapri_elenco(tmp_path / "elenco", tabella.formato()).righe()] == [righe[1]]


def test_a_capo_dentro_una_cella_csv(tmp_path: Path) -> None:
    testo = (
        ";".join(TESTA) + "\n" + ";".join([*RIGA[:6], '"Via Prova 1\nscala ""B"""']) + "\n" + ";".join(RIGA)
    )
    righe = list(apri_elenco(su_file(tmp_path, testo.encode())).righe())
    assert [n for n, _ in righe] == [2, 3]
    assert righe[0][1][6] == 'Via Prova 1\nscala "B"'


def test_un_carattere_nullo_rifiuta_la_riga_non_il_file(tmp_path: Path) -> None:
    testo = "\n".join(";".join(r) for r in (TESTA, [*RIGA[:3], "Ma\x00rio", *RIGA[4:]], RIGA))
    assert esiti(su_file(tmp_path, testo.encode())) == [["CARATTERE_DI_CONTROLLO"], []]


def test_una_cella_enorme_rifiuta_la_riga(tmp_path: Path) -> None:
    testo = "\n".join(
        ";".join(r) for r in (TESTA, [*RIGA[:6], "x" * 100_000], [*RIGA[:2], "y" * 100_000, *RIGA[3:]])
    )
    trovati = esiti(su_file(tmp_path, testo.encode()))
    assert trovati == [["TESTO_TROPPO_LUNGO"], ["TESTO_TROPPO_LUNGO"]]


def test_una_riga_con_migliaia_di_celle_si_legge(tmp_path: Path) -> None:
    testo = "\n".join([";".join(TESTA), ";".join(RIGA + ["x"] * 20_000)])
    righe = list(apri_elenco(su_file(tmp_path, testo.encode())).righe())
    assert len(righe[0][1]) <= 400


def test_virgolette_mai_chiuse(tmp_path: Path) -> None:
    testo = ";".join(TESTA) + '\n"' + "x;y\n" * 60_000
    assert "virgoletta non è chiusa" in rifiuto(su_file(tmp_path, testo.encode()))


def test_una_bomba_zip_non_si_apre(tmp_path: Path) -> None:
    scritto = io.BytesIO()
    with zipfile.ZipFile(scritto, "w", zipfile.ZIP_DEFLATED) as archivio:
        archivio.writestr("[Content_Types].xml", "<x/>")
        archivio.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    assert "troppo grande" in rifiuto(su_file(tmp_path, scritto.getvalue()))


def test_troppi_pezzi_dentro_il_file(tmp_path: Path) -> None:
    scritto = io.BytesIO()
    with zipfile.ZipFile(scritto, "w") as archivio:
        for i in range(300):
            archivio.writestr(f"{i}", "x")
    assert "troppo grande" in rifiuto(su_file(tmp_path, scritto.getvalue()))


def test_entita_xml_rifiutate(tmp_path: Path) -> None:
    buono = xlsx(TESTA, RIGA)
    scritto = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(buono)) as prima, zipfile.ZipFile(scritto, "w") as dopo:
        for nome in prima.namelist():
            testo = prima.read(nome)
            if nome == "xl/workbook.xml":
                testo = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + testo.split(b"?>", 1)[-1]
            dopo.writestr(nome, testo)
    assert "XML non ammessi" in rifiuto(su_file(tmp_path, scritto.getvalue()))


def test_zip_che_non_e_un_foglio(tmp_path: Path) -> None:
    scritto = io.BytesIO()
    with zipfile.ZipFile(scritto, "w") as archivio:
        archivio.writestr("lettera.txt", "ciao")
    assert "danneggiato" in rifiuto(su_file(tmp_path, scritto.getvalue()))


def test_vecchio_excel_rinominato(tmp_path: Path) -> None:
    assert ".xls" in rifiuto(su_file(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))


def test_date_del_sistema_1904(tmp_path: Path) -> None:
    riga = [*RIGA[:4], datetime.datetime(1985, 12, 10), *RIGA[5:]]  # noqa: DTZ001  a cell of a sheet has no zone
    celle = next(c for _, c in apri_elenco(su_file(tmp_path, xlsx(TESTA, riga, epoca_1904=True))).righe())
    assert celle[4] == riga[4]


def test_formula_vista_e_mai_calcolata(tmp_path: Path) -> None:
    riga = [*RIGA[:5], "=9000+360", RIGA[6]]
    percorso = su_file(tmp_path, xlsx(TESTA, riga))
    celle = next(c for _, c in apri_elenco(percorso).righe())
    assert celle[5] == Formula("=9000+360")
    assert esiti(percorso) == [["CELLA_FORMULA"]]


def test_titoli_sopra_e_righe_bianche_sotto(tmp_path: Path) -> None:
    percorso = su_file(
        tmp_path, xlsx(["Elenco dei nuclei"], [], [None, "nota"], TESTA, RIGA, [], RIGA, [], [])
    )
    tabella = apri_elenco(percorso)
    assert tabella.riga_intestazione == 4
    assert [n for n, _ in tabella.righe()] == [5, 6, 7]


def test_un_foglio_pieno_di_righe_bianche_non_si_scorre_tutto(tmp_path: Path) -> None:
    libro = Workbook()
    foglio = libro.active
    foglio.append(TESTA)
    foglio.append(RIGA)
    foglio.cell(row=200_000, column=1, value="in fondo")
    scritto = io.BytesIO()
    libro.save(scritto)
    assert len(list(apri_elenco(su_file(tmp_path, scritto.getvalue())).righe())) == 1


def test_file_di_byte_a_caso(tmp_path: Path) -> None:
    assert "CSV" in rifiuto(su_file(tmp_path, bytes(range(256)) * 100))


@pytest.mark.parametrize("contenuto", [b"", b"\n\n\n", b" ; ; \n", b"\xef\xbb\xbf"])
def test_file_vuoto(tmp_path: Path, contenuto: bytes) -> None:
    assert "vuoto" in rifiuto(su_file(tmp_path, contenuto))


def test_solo_le_intestazioni(tmp_path: Path) -> None:
    assert "Sotto le intestazioni" in rifiuto(su_file(tmp_path, ";".join(TESTA).encode()))
