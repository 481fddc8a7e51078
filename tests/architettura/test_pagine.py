"""Templates hold no code: nothing inline, nothing marked safe."""

import re
from pathlib import Path

import pytest

from tests.architettura.casa import relativo, sorgenti, template

VIETATI = {
    "filtro safe": re.compile(r"\|\s*safe(seq)?\b"),
    "autoescape spento": re.compile(r"{%\s*autoescape\s+off"),
    "stile in linea": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "gestore in linea": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    # A block of data (application/json) is not run by the browser.
    "script in linea": re.compile(r"<script(?![^>]*(?:\bsrc=|type=.application/json))[^>]*>", re.I),
    "blocco di stile": re.compile(r"<style\b", re.I),
    "indirizzo javascript": re.compile(r"javascript:", re.I),
    "risorsa di terzi": re.compile(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"']https?:", re.I),
}


def difetti(testo: str) -> list[str]:
    return [nome for nome, forma in VIETATI.items() if forma.search(testo)]


def test_i_template_non_contengono_codice() -> None:
    trovati = {
        relativo(file): elenco
        for file in template()
        if file.suffix == ".html" and (elenco := difetti(file.read_text()))
    }
    assert trovati == {}


@pytest.mark.parametrize(
    "testo",
    [
        "{{ nota|safe }}",
        "{% autoescape off %}",
        '<p class="a" style="color:red">',
        "<button onclick='x()'>",
        "<script>1</script>",
        "<style>p{}</style>",
        '<a href="javascript:x()">',
        '<script src="https://cdn.esempio.invalid/a.js"></script>',
    ],
)
def test_si_accorge_del_codice(testo: str) -> None:
    assert len(difetti(testo)) == 1


def test_nessuno_dichiara_sicuro_un_testo() -> None:
    def colpevole(file: Path) -> bool:
        return bool(re.search(r"\b(mark_safe|SafeString|safestring)\b", file.read_text()))

    assert [relativo(file) for file in sorgenti() if colpevole(file)] == []
