"""From HTML to PDF/A-3a + PDF/UA-1 bytes. Keep one `Motore` alive: fonts and style are read once.

Knows nothing of Django: it runs in a process of its own (see `processo.py`).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from adi_platform.documenti.pdf.conformita import (
    VARIANTE,
    dichiara_pdf_ua,
    ha_flussi_ambigui,
    rifinisci,
)
from adi_platform.documenti.pdf.fetcher import SCHEMA, FetcherChiuso

Risorse = dict[str, tuple[bytes, str]]
CARATTERI = {
    "titillium.ttf": "titillium-web-v10-latin-ext_latin-regular.ttf",
    "titillium-corsivo.ttf": "titillium-web-v10-latin-ext_latin-italic.ttf",
    "titillium-forte.ttf": "titillium-web-v10-latin-ext_latin-600.ttf",
    "titillium-titoli.ttf": "titillium-web-v10-latin-ext_latin-700.ttf",
}
RISERVA = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
SOSTITUTO = "\N{REPLACEMENT CHARACTER}"
_OLTRE_LATINO = re.compile("[^\n\t -~\u00a0-\u017f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stampa:
    dati: bytes
    pagine: int


class Pagina(HTML):  # type: ignore[misc]  # the library ships no types
    """A page that starts from our few base rules instead of those of browsers."""

    def __init__(self, *, fondamenta: CSS, **opzioni: Any) -> None:
        super().__init__(**opzioni)
        self._fondamenta = fondamenta

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [self._fondamenta]


class Motore:
    """Fonts, style and their configuration, shared by all the documents of a process."""

    def __init__(self) -> None:
        self._caratteri = FontConfiguration()
        self._risorse = _caratteri_tipografici()
        self._fondamenta = self._foglio("fondamenta.css")
        self._stile = self._foglio("stampa.css")

    def stampa(self, html: str, risorse: Risorse) -> Stampa:
        """Raises RisorsaVietata when the document asks for anything that is not in `risorse`."""
        documento = Pagina(
            fondamenta=self._fondamenta,
            string=senza_caratteri_ignoti(html),
            base_url=SCHEMA,
            url_fetcher=FetcherChiuso({**self._risorse, **risorse}),
        ).render(stylesheets=[self._stile], font_config=self._caratteri, pdf_variant=VARIANTE, pdf_tags=True)
        dichiara_pdf_ua(documento)
        for riempimento in range(8):
            dati: bytes = documento.write_pdf(
                pdf_variant=VARIANTE,
                finisher=lambda _, pdf, quanti=riempimento: rifinisci(pdf, riempimento=quanti),
            )
            if not ha_flussi_ambigui(dati):
                break
        return Stampa(dati=dati, pagine=len(documento.pages))

    def _foglio(self, nome: str) -> CSS:
        return CSS(
            string=files(__package__).joinpath(nome).read_text(encoding="utf-8"),
            font_config=self._caratteri,
            url_fetcher=FetcherChiuso(self._risorse),
            base_url=SCHEMA,
        )


def senza_caratteri_ignoti(testo: str) -> str:
    """Replace what no font of ours can draw: a missing glyph is not allowed in an archive file."""
    return _OLTRE_LATINO.sub(lambda trovato: _disegnabile(trovato[0]), testo)


@cache
def _disegnabile(carattere: str) -> str:
    if unicodedata.category(carattere) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return ""
    return carattere if ord(carattere) in _coperti() else SOSTITUTO


@cache
def _coperti() -> frozenset[int]:
    with TTFont(RISERVA, lazy=True) as carattere:
        return frozenset(carattere.getBestCmap())


@cache
def _caratteri_tipografici() -> Risorse:
    """Titillium Web, the typeface of Italian public bodies, from the installed theme."""
    cartella = files("bootstrap_italia_template") / "static" / "fonts" / "Titillium_Web"
    return {nome: (cartella.joinpath(file).read_bytes(), "font/ttf") for nome, file in CARATTERI.items()}
