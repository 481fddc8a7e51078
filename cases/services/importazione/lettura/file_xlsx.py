"""XLSX read row by row, after measuring what it would expand to. Formulas are seen, never computed."""

import datetime
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl.xml
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cases.rules.elenco.celle import Cella, Formula
from cases.services.importazione.lettura.tabella import COLONNE_MASSIME, FileNonLeggibile, Tabella

VOCI_MASSIME = 200
BYTE_MASSIMI = 100 * 1024 * 1024
RAPPORTO_MASSIMO = 100
_VECCHIO_FORMATO = b"\xd0\xcf\x11\xe0"
_DANNEGGIATO = (
    "Il file XLSX è danneggiato o incompleto: riaprilo con il foglio di calcolo e salvalo di nuovo."
)
_XML_NON_AMMESSO = "Il file contiene elementi XML non ammessi: salvalo di nuovo come .xlsx."
_ERRORI_DI_LETTURA = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)

if not openpyxl.xml.DEFUSEDXML:
    raise RuntimeError("openpyxl deve leggere XML con defusedxml.")


def sembra_xlsx(inizio: bytes) -> bool:
    if inizio.startswith(_VECCHIO_FORMATO):
        raise FileNonLeggibile(
            "È un file Excel del vecchio formato (.xls) oppure protetto da password: "
            "aprilo, togli la password e salvalo come .xlsx o come CSV."
        )
    return inizio.startswith(b"PK")


def apri_xlsx(percorso: Path) -> Tabella:
    misura_archivio(percorso)
    _senza_dtd(percorso)
    foglio = _primo_foglio_visibile(percorso)

    return Tabella(tipo="xlsx", apri=partial(righe_xlsx, percorso, foglio), foglio=foglio)


def _senza_dtd(percorso: Path) -> None:
    """Refuse a part that declares a document type or entities; only the prolog of each part is parsed.

    openpyxl reads some parts with a parser that ignores entities instead of refusing them.
    """
    try:
        with zipfile.ZipFile(percorso) as archivio:
            for voce in archivio.infolist():
                if voce.filename.endswith((".xml", ".rels")):
                    with archivio.open(voce) as parte:
                        next(iter(iterparse(parte, events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException as errore:
        raise FileNonLeggibile(_XML_NON_AMMESSO) from errore
    except _ERRORI_DI_LETTURA as errore:
        raise FileNonLeggibile(_DANNEGGIATO) from errore


def misura_archivio(percorso: Path) -> None:
    """Refuse an archive that would expand too much, before expanding anything."""
    try:
        with zipfile.ZipFile(percorso) as archivio:
            voci = archivio.infolist()
    except _ERRORI_DI_LETTURA as errore:
        raise FileNonLeggibile(_DANNEGGIATO) from errore
    if any(v.flag_bits & 0x1 for v in voci):
        raise FileNonLeggibile("Il file è protetto da password: toglila e caricalo di nuovo.")
    grande = sum(v.file_size for v in voci)
    compresso = max(1, percorso.stat().st_size)
    if len(voci) > VOCI_MASSIME or grande > BYTE_MASSIMI or grande / compresso > RAPPORTO_MASSIMO:
        raise FileNonLeggibile(
            "Il file, una volta aperto, sarebbe troppo grande: copia l'elenco in un foglio nuovo, "
            "senza immagini né altri fogli, e caricalo di nuovo."
        )


@contextmanager
def _libro(percorso: Path) -> Iterator[Any]:
    """The open workbook; whatever is wrong inside becomes one sentence."""
    try:
        with percorso.open("rb") as grezzo:  # opened here: openpyxl judges a path by its extension
            libro = load_workbook(grezzo, read_only=True)
            try:
                yield libro
            finally:
                libro.close()
    except DefusedXmlException as errore:
        raise FileNonLeggibile(_XML_NON_AMMESSO) from errore
    except _ERRORI_DI_LETTURA as errore:
        raise FileNonLeggibile(_DANNEGGIATO) from errore


def _primo_foglio_visibile(percorso: Path) -> str:
    with _libro(percorso) as libro:
        visibili = [f.title for f in libro.worksheets if f.sheet_state == "visible"]
    if not visibili:
        raise FileNonLeggibile("Nel file non c'è nessun foglio visibile con un elenco.")
    return str(visibili[0])


def righe_xlsx(percorso: Path, foglio: str) -> Iterator[list[Cella]]:
    with _libro(percorso) as libro:
        pagina = libro[foglio]
        pagina.reset_dimensions()  # the declared size may be wrong
        for celle in pagina.iter_rows():
            yield [_cella(c) for c in celle[:COLONNE_MASSIME]]


def _cella(cella: object) -> Cella:
    valore = getattr(cella, "value", None)
    if getattr(cella, "data_type", "") == "f":
        return Formula(str(valore))
    if valore is None or isinstance(valore, str | datetime.datetime):
        return valore
    if isinstance(valore, bool):
        return "VERO" if valore else "FALSO"
    if isinstance(valore, float | int):
        return valore
    if isinstance(valore, datetime.date):
        return datetime.datetime(valore.year, valore.month, valore.day)  # noqa: DTZ001 - a day, not an instant
    return str(valore)
