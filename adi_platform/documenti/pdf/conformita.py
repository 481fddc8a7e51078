"""One file valid as PDF/A-3a and as PDF/UA-1.

WeasyPrint writes one variant per file. Here the file is rendered as PDF/A-3a (which has the same tags), then:
- the XMP metadata also declare PDF/UA-1, with the extension schema that PDF/A wants for that property;
- the metadata stream stays uncompressed;
- no Flate stream ends with CR: a reader that trims the end of line before `endstream` would cut the data.
"""

import zlib
from types import MethodType
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

import pydyf
from weasyprint import Document

VARIANTE = "pdf/a-3a"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
PDFA_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
PDFA_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PDFA_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"

for _prefisso, _spazio in (
    ("pdfuaid", PDFUAID),
    ("pdfaExtension", PDFA_EXTENSION),
    ("pdfaSchema", PDFA_SCHEMA),
    ("pdfaProperty", PDFA_PROPERTY),
):
    register_namespace(_prefisso, _spazio)


def dichiara_pdf_ua(documento: Document) -> None:
    """Make the metadata of this document also declare PDF/UA-1."""
    originale = documento.metadata.generate_rdf_metadata

    def genera(_: Any, *argomenti: Any, **nominati: Any) -> bytes:
        rdf = fromstring(originale(*argomenti, **nominati))  # noqa: S314  written by the library itself
        descrizione = _descrizione(rdf)
        descrizione.attrib[f"{{{PDFUAID}}}part"] = "1"
        _schema_di_estensione(_descrizione(rdf))
        return bytes(tostring(rdf, encoding="utf-8"))

    documento.metadata.generate_rdf_metadata = MethodType(genera, documento.metadata)


def rifinisci(pdf: pydyf.PDF, *, riempimento: int = 0) -> None:
    """Last touch before the file is written. `riempimento` shifts the streams the writer makes itself."""
    for oggetto in pdf.objects:
        if isinstance(oggetto, pydyf.Stream):
            if "Interpolate" in oggetto.extra:  # the archive format forbids smoothing of images
                oggetto.extra["Interpolate"] = "false"
            _rifinisci_flusso(oggetto)
    for numero in range(riempimento):
        pdf.add_object(pydyf.Dictionary({"Riempimento": numero}))


def ha_flussi_ambigui(dati: bytes) -> bool:
    """True if some stream ends with CR just before `endstream` (about one file in a hundred)."""
    return b"\r\nendstream" in dati


def _rifinisci_flusso(flusso: pydyf.Stream) -> None:
    """Compress here, so that the last byte is known."""
    if flusso.extra.get("Type") == "/Metadata":
        flusso.compress = False
    if not flusso.compress:
        return
    contenuto = b"\n".join(pydyf._to_bytes(parte) for parte in flusso.stream)
    compresso = zlib.compress(contenuto)
    if compresso.endswith(b"\r"):
        # A font must keep its exact length; anywhere else one more line end changes the last bytes.
        compresso = contenuto if "Length1" in flusso.extra else zlib.compress(contenuto + b"\n")
    flusso.compress = False
    flusso.stream = [compresso]
    if compresso is not contenuto:
        flusso.extra["Filter"] = "/FlateDecode"


def _descrizione(rdf: Element) -> Element:
    return SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})


def _schema_di_estensione(descrizione: Element) -> None:
    schemi = SubElement(descrizione, f"{{{PDFA_EXTENSION}}}schemas")
    schema = _voce(SubElement(schemi, f"{{{RDF}}}Bag"))
    _testo(schema, PDFA_SCHEMA, "schema", "PDF/UA Universal Accessibility Schema")
    _testo(schema, PDFA_SCHEMA, "namespaceURI", PDFUAID)
    _testo(schema, PDFA_SCHEMA, "prefix", "pdfuaid")
    proprieta = SubElement(schema, f"{{{PDFA_SCHEMA}}}property")
    parte = _voce(SubElement(proprieta, f"{{{RDF}}}Seq"))
    _testo(parte, PDFA_PROPERTY, "name", "part")
    _testo(parte, PDFA_PROPERTY, "valueType", "Integer")
    _testo(parte, PDFA_PROPERTY, "category", "internal")
    _testo(parte, PDFA_PROPERTY, "description", "Part of ISO 14289 the document conforms to")


def _voce(contenitore: Element) -> Element:
    return SubElement(contenitore, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})


def _testo(padre: Element, spazio: str, nome: str, valore: str) -> None:
    SubElement(padre, f"{{{spazio}}}{nome}").text = valore
