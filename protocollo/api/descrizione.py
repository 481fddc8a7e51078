"""The description of the API for who writes the program of a body: as a page, and as OpenAPI.

It says nothing of anybody: who writes those programs has no account here, so both are open.
"""

import functools
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from adi_platform.http.vista import PUBBLICA, vista

TIPI = {
    "integer": "numero intero",
    "number": "numero",
    "string": "testo",
    "boolean": "sì o no",
    "object": "oggetto",
    "date": "giorno (AAAA-MM-GG)",
    "date-time": "giorno e ora",
}
COMPONENTI = "#/components/schemas/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campo:
    """`forma`: name of the shape it is made of, for a link; empty for plain values."""

    nome: str
    tipo: str
    forma: str = ""
    obbligatorio: bool = False
    spiegazione: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operazione:
    metodo: str
    indirizzo: str
    titolo: str
    spiegazione: str
    parametri: tuple[Campo, ...]
    manda: str
    riceve: str
    stati: str


@vista(PUBBLICA)
def pagina(request: HttpRequest) -> HttpResponse:
    """Every address, what it takes, what it gives."""
    tutto = schema()
    forme = {
        nome: [_campo(c, valore, c in forma.get("required", ())) for c, valore in forma["properties"].items()]
        for nome, forma in tutto["components"]["schemas"].items()
        if "properties" in forma
    }
    contesto = {"info": tutto["info"], "operazioni": operazioni(), "forme": forme}
    return render(request, "protocollo/api/descrizione.html", contesto)


@vista(PUBBLICA)
def openapi(request: HttpRequest) -> HttpResponse:
    """The same for programs: OpenAPI 3."""
    scrittore: Any = OpenApiYamlRenderer
    corpo = scrittore().render(schema(), renderer_context={})
    return HttpResponse(corpo, content_type="application/yaml; charset=utf-8")


@functools.cache
def schema() -> dict[str, Any]:
    """It changes only with the program."""
    generatore: Any = SchemaGenerator
    fatto: dict[str, Any] = generatore().get_schema(request=None, public=True)
    return fatto


def operazioni() -> list[Operazione]:
    return [
        _operazione(indirizzo, metodo, voce)
        for indirizzo, metodi in schema()["paths"].items()
        for metodo, voce in metodi.items()
    ]


def _operazione(indirizzo: str, metodo: str, voce: dict[str, Any]) -> Operazione:
    buone = [s for s in voce["responses"] if s.startswith("2")]
    return Operazione(
        metodo=metodo.upper(),
        indirizzo=indirizzo,
        titolo=voce.get("summary", ""),
        spiegazione=voce.get("description", ""),
        parametri=tuple(
            _campo(
                p["name"], {**p["schema"], "description": p.get("description", "")}, p.get("required", False)
            )
            for p in voce.get("parameters", ())
        ),
        manda=_forma_di(voce.get("requestBody")),
        riceve=next((_forma_di(voce["responses"][stato]) for stato in buone), ""),
        stati=", ".join(voce["responses"]),
    )


def _forma_di(corpo: dict[str, Any] | None) -> str:
    contenuti = (corpo or {}).get("content", {}).values()
    return next((_tipo(c["schema"])[1] for c in contenuti), "")


def _campo(nome: str, valore: dict[str, Any], obbligatorio: bool) -> Campo:
    tipo, forma = _tipo(valore)
    return Campo(
        nome=nome,
        tipo=tipo,
        forma=forma,
        obbligatorio=obbligatorio,
        spiegazione=valore.get("description", "") if not forma else "",
    )


def _tipo(valore: dict[str, Any]) -> tuple[str, str]:
    """In words, and the shape to look at. A list of codes is written out where it is used."""
    if "enum" in valore:
        return "uno fra: " + ", ".join(str(v) for v in valore["enum"] if v), ""
    if "$ref" in valore:
        nome = valore["$ref"].removeprefix(COMPONENTI)
        seguito = schema()["components"]["schemas"][nome]
        return _tipo(seguito) if "enum" in seguito else ("", nome)
    if "allOf" in valore or "oneOf" in valore:
        return _tipo((valore.get("allOf") or valore["oneOf"])[0])
    if valore.get("type") == "array":
        tipo, forma = _tipo(valore["items"])
        return f"elenco di {tipo}".strip(), forma
    return TIPI.get(valore.get("format", ""), TIPI.get(valore.get("type", ""), "")), ""
