"""A crawler that knows no addresses: it starts from the pages given and follows what it finds."""

import io
import re
import subprocess
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from django.http.response import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook

LIMITE = 250
COLLEGAMENTO = re.compile(r"""\s(?:href|hx-get|src)=["']?(/[^"'\s>]*)""")
# Leaving ends the session; the demo post box and the pages of one's own account show no household.
DA_NON_SEGUIRE = ("/statici/", "/accesso/", "//")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vista:
    """What came back: everything a person could read in it, headers and file contents included."""

    stato: int
    testo: str


def _collegamenti(html: str) -> set[str]:
    trovati = {unescape(valore).split("#")[0] for valore in COLLEGAMENTO.findall(html)}
    return {indirizzo for indirizzo in trovati if not indirizzo.startswith(DA_NON_SEGUIRE)}


def visita(client: Client, partenze: Iterable[str], *, limite: int = LIMITE) -> dict[str, Vista]:
    """Open the starting pages, then follow every link, breadth first."""
    coda = deque(partenze)
    viste: dict[str, Vista] = {}
    while coda and len(viste) < limite:
        indirizzo = coda.popleft()
        if indirizzo in viste:
            continue
        risposta = client.get(indirizzo)
        testo = testo_di(risposta)
        viste[indirizzo] = Vista(stato=risposta.status_code, testo=testo)
        dove = risposta.headers.get("Location", "")
        if dove.startswith("/") and not dove.startswith(DA_NON_SEGUIRE):
            coda.append(dove)
        if "html" in risposta.headers.get("Content-Type", ""):
            coda.extend(sorted(_collegamenti(testo) - viste.keys()))
    return viste


def trovati(viste: dict[str, Vista], segreto: re.Pattern[str]) -> dict[str, set[str]]:
    """Address → what of the secret can be read there. Empty when nothing leaks."""
    letti = {dove: set(segreto.findall(vista.testo)) for dove, vista in viste.items()}
    return {dove: quali for dove, quali in letti.items() if quali}


def testo_di(risposta: HttpResponseBase) -> str:
    """Headers and body; of a PDF or of a spreadsheet, the text inside."""
    corpo = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content  # type: ignore[attr-defined]
    tipo = risposta.headers.get("Content-Type", "")
    intestazioni = "\n".join(f"{nome}: {valore}" for nome, valore in risposta.headers.items())
    return f"{intestazioni}\n{_leggi(corpo, tipo)}"


def _leggi(corpo: bytes, tipo: str) -> str:
    if corpo.startswith(b"%PDF"):
        return testo_del_pdf(corpo)
    if "spreadsheetml" in tipo:
        fogli = load_workbook(io.BytesIO(corpo), read_only=True).worksheets
        righe = (riga for foglio in fogli for riga in foglio.iter_rows(values_only=True))
        return "\n".join(str(cella) for riga in righe for cella in riga if cella is not None)
    return corpo.decode("utf-8", "replace")


def testo_del_pdf(corpo: bytes) -> str:
    esito = subprocess.run(["pdftotext", "-", "-"], input=corpo, capture_output=True, check=True)
    return esito.stdout.decode("utf-8", "replace")
