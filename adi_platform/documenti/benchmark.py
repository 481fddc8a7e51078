"""How fast documents are printed, in one run with what it is compared to: ratios, not milliseconds.

Called by `manage.py benchmark pdf`. Every document is checked (PDF/A-3a and PDF/UA-1) when the checker, a
development tool, is installed; LibreOffice is timed beside it when it is installed.
"""

import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from adi_platform.documenti.campione import contenuto
from adi_platform.documenti.impaginazione import Risorse, impagina
from adi_platform.documenti.officina import FilePdf, Officina

SEZIONI = 5
OBIETTIVO = 1.5
Pagina = tuple[str, Risorse]
Fonte = Callable[[int], list[dict[str, Any]]]

_fonti: dict[str, Fonte] = {}


def registra_fonte(nome: str, funzione: Fonte) -> None:
    """An upper floor gives up to `n` contents of its own documents, to be printed besides the samples."""
    _fonti[nome] = funzione


def misura_pdf(n: int = 40, processi: int | None = None) -> list[str]:
    """Print `n` different documents with one press and with several; return the lines to show."""
    righe = _misura("campioni", [contenuto(seme, sezioni=SEZIONI) for seme in range(n)], processi)
    for nome, fonte in _fonti.items():
        contenuti = fonte(n)
        righe += (
            _misura(nome, contenuti, processi) if contenuti else [f"{nome}: nessun documento da stampare"]
        )
    return righe


def _misura(nome: str, contenuti: list[dict[str, Any]], processi: int | None) -> list[str]:
    n = len(contenuti)
    inizio = time.perf_counter()
    pagine = [impagina(c) for c in contenuti]
    html = (time.perf_counter() - inizio) / n
    uno, pdf = _stampa_tutti(pagine, 1)
    calcolo = sum(p.calcolo for p in pdf) / n
    quanti = processi or max(2, os.cpu_count() or 2)
    molti, _ = _stampa_tutti(pagine, quanti)
    righe = [
        f"{nome}: {n} documenti, in media {sum(p.pagine for p in pdf) / n:.1f} pagine e {_kb(pdf):.0f} KB",
        f"contenuto in HTML: {html * 1000:.1f} ms a documento",
        f"1 processo: {uno / n * 1000:.0f} ms a documento, {n / uno:.1f} al secondo",
        f"{quanti} processi: {molti / n * 1000:.0f} ms a documento, {n / molti:.1f} al secondo "
        f"(rapporto {uno / molti:.2f})",
        _validi(pdf),
    ]
    return righe + _confronto(contenuti, uno / n, calcolo)


def _stampa_tutti(pagine: list[Pagina], processi: int) -> tuple[float, list[FilePdf]]:
    """Seconds with presses already warm, and the files."""
    with _officine(processi) as officine, ThreadPoolExecutor(processi) as squadra:
        list(squadra.map(lambda officina: officina.stampa(*pagine[0]), officine))
        gruppi = [pagine[i::processi] for i in range(processi)]
        inizio = time.perf_counter()
        fatti = list(squadra.map(_stampa_gruppo, officine, gruppi))
        return time.perf_counter() - inizio, [pdf for gruppo in fatti for pdf in gruppo]


def _stampa_gruppo(officina: Officina, pagine: list[Pagina]) -> list[FilePdf]:
    return [officina.stampa(*pagina) for pagina in pagine]


@contextmanager
def _officine(quante: int) -> Iterator[list[Officina]]:
    officine = [Officina() for _ in range(quante)]
    try:
        yield officine
    finally:
        for officina in officine:
            officina.chiudi()


def _kb(pdf: list[FilePdf]) -> float:
    return sum(len(p.dati) for p in pdf) / len(pdf) / 1024


def _validi(pdf: list[FilePdf]) -> str:
    try:
        import page
    except ImportError:
        return "validità: non misurata (prima esegui «script/prepara dev», che installa il controllo page-validation)"
    conformi = {
        profilo: sum(page.is_pdf_compliant_bytes(p.dati, profile=profilo) for p in pdf)
        for profilo in ("3a", "ua1")
    }
    return f"validi: PDF/A-3a {conformi['3a']} su {len(pdf)}, PDF/UA-1 {conformi['ua1']} su {len(pdf)}"


def _confronto(contenuti: list[dict[str, Any]], nostro: float, calcolo: float) -> list[str]:
    programma = shutil.which("soffice")
    if programma is None:
        return ["confronto con LibreOffice: non misurato (non è installato)"]
    with tempfile.TemporaryDirectory() as cartella:
        radice = Path(cartella)
        for numero, singolo in enumerate(contenuti):
            (radice / f"{numero}.fodt").write_text(_fodt(singolo), encoding="utf-8")
        _converti(programma, radice, ["0.fodt"])  # the first start creates its profile
        inizio, calcolo_prima = time.perf_counter(), _calcolo_dei_figli()
        _converti(programma, radice, [f"{numero}.fodt" for numero in range(len(contenuti))])
        loro = (time.perf_counter() - inizio) / len(contenuti)
        loro_calcolo = (_calcolo_dei_figli() - calcolo_prima) / len(contenuti)
        fatti = len(list(radice.glob("*.pdf")))
    rapporto = nostro / loro
    esito = "raggiunto" if rapporto <= OBIETTIVO else "non raggiunto"
    return [
        f"LibreOffice in serie, avvio compreso: {loro * 1000:.0f} ms a documento ({fatti} fatti)",
        f"rapporto per documento, 1 processo: {rapporto:.2f} (obiettivo {OBIETTIVO}: {esito})",
        f"solo tempo di calcolo: {calcolo * 1000:.0f} ms contro {loro_calcolo * 1000:.0f} ms, "
        f"rapporto {calcolo / loro_calcolo:.2f}",
    ]


def _calcolo_dei_figli() -> float:
    uso = resource.getrusage(resource.RUSAGE_CHILDREN)
    return uso.ru_utime + uso.ru_stime


def _converti(programma: str, cartella: Path, file: list[str]) -> None:
    subprocess.run(  # noqa: S603  the program found on this machine, on files we wrote
        [
            programma,
            f"-env:UserInstallation=file://{cartella}/profilo",
            "--headless",
            "--convert-to",
            'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"},"PDFUACompliance":{"type":"boolean","value":"true"}}',
            "--outdir",
            str(cartella),
            *file,
        ],
        cwd=cartella,
        check=True,
        capture_output=True,
        timeout=600,
    )


TESTA_FODT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
    "<office:body><office:text>"
)


def _fodt(contenuto: dict[str, Any]) -> str:
    """The same words in the same order, as a word processor would hold them."""
    dati = contenuto["dati"]
    if "sezioni" not in dati:
        return _fodt_di(contenuto)
    parti = [TESTA_FODT, _titolo(1, contenuto["titolo"])]
    parti += [_p(f"{etichetta}: {valore}") for etichetta, valore in dati["coppie"]]
    for sezione in dati["sezioni"]:
        parti.append(_titolo(2, sezione["titolo"]))
        parti += [_p(testo) for testo in sezione["testi"]]
        voci = "".join(f"<text:list-item>{_p(voce)}</text:list-item>" for voce in sezione["voci"])
        parti.append(f"<text:list>{voci}</text:list>" if voci else "")
        parti.append(_tabella(_griglia(sezione)))
    parti += [_p(f"{firma['chi']}, {firma['ruolo']}") for firma in dati["firme"]]
    return "".join(parti) + "</office:text></office:body></office:document>"


def _fodt_di(contenuto: dict[str, Any]) -> str:
    """Any other content: each of its words in a paragraph, which asks LibreOffice less than our layout."""
    paragrafi = "".join(_p(testo) for testo in _testi({**contenuto["dati"], "immagini": {}}))
    return f"{TESTA_FODT}{_titolo(1, contenuto['titolo'])}{paragrafi}</office:text></office:body></office:document>"


def _testi(valore: Any) -> Iterator[str]:
    if isinstance(valore, str):
        yield valore
    elif isinstance(valore, dict | list):
        for parte in valore.values() if isinstance(valore, dict) else valore:
            yield from _testi(parte)


def _griglia(sezione: dict[str, Any]) -> dict[str, Any]:
    """Commitments, that we print as a list, are a table in the documents offices write today."""
    righe = [[i["chi"], i["testo"], i["entro"]] for i in sezione["impegni"]]
    return sezione["tabella"] or {"colonne": ["Chi", "Che cosa", "Entro"], "righe": righe}


def _tabella(tabella: dict[str, Any]) -> str:
    righe = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell>{_p(cella)}</table:table-cell>" for cella in riga)
        + "</table:table-row>"
        for riga in [tabella["colonne"], *tabella["righe"]]
    )
    return f'<table:table><table:table-column table:number-columns-repeated="3"/>{righe}</table:table>'


def _titolo(livello: int, testo: str) -> str:
    return f'<text:h text:outline-level="{livello}">{escape(testo)}</text:h>'


def _p(testo: str) -> str:
    return f"<text:p>{escape(testo)}</text:p>"
