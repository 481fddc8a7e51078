"""The forms of a page, read from its HTML as a browser would: where they go, what they carry."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

SENZA_VALORE = {"button", "image", "reset", "submit"}
DA_SPUNTARE = {"checkbox", "radio"}


@dataclass
class Campo:
    nome: str
    tipo: str
    valori: list[str] = field(default_factory=list)
    opzioni: list[str] = field(default_factory=list)


@dataclass
class Modulo:
    pagina: str
    azione: str
    metodo: str
    campi: dict[str, Campo] = field(default_factory=dict)

    def dati(self) -> dict[str, list[str]]:
        """What would be sent without touching anything."""
        return {c.nome: list(c.valori) for c in self.campi.values() if c.tipo != "file" and c.valori}

    def dei_tipi(self, *tipi: str) -> list[Campo]:
        return [c for c in self.campi.values() if c.tipo in tipi]

    @property
    def impronta(self) -> tuple[str, ...]:
        """The same form on another case is not another form: numbers in addresses and names do not count."""
        nomi = sorted({re.sub(r"\d+", "#", nome) for nome in self.campi})
        try:
            rotta = resolve(urlsplit(self.azione).path)
        except Resolver404:
            return self.metodo, self.azione, *nomi
        parole = (str(v) for v in rotta.kwargs.values() if not str(v).isdigit())
        return self.metodo, rotta.view_name, *parole, *nomi


class _Lettore(HTMLParser):
    def __init__(self, pagina: str) -> None:
        super().__init__()
        self.pagina = pagina
        self.moduli: list[Modulo] = []
        self.per_id: dict[str, Modulo] = {}
        self._aperto: Modulo | None = None
        self._scelta: Campo | None = None
        self._testo: Campo | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributi = {nome: valore or "" for nome, valore in attrs}
        if tag == "form":
            self._apri(attributi)
        elif tag == "option" and self._scelta is not None:
            self._opzione(attributi, scelta="selected" in attributi)
        elif tag in {"input", "select", "textarea", "button"} and attributi.get("name"):
            self._campo(tag, attributi)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._aperto = None
        elif tag == "select":
            self._scelta = None
        elif tag == "textarea":
            self._testo = None

    def handle_data(self, data: str) -> None:
        if self._testo is not None:
            self._testo.valori = ["".join([*self._testo.valori, data])]

    def _apri(self, attributi: dict[str, str]) -> None:
        azione = attributi.get("action") or attributi.get("hx-post") or self.pagina
        metodo = attributi.get("method", "get").upper()
        self._aperto = Modulo(pagina=self.pagina, azione=azione, metodo=metodo)
        self.moduli.append(self._aperto)
        if attributi.get("id"):
            self.per_id[attributi["id"]] = self._aperto

    def _campo(self, tag: str, attributi: dict[str, str]) -> None:
        modulo = self.per_id.get(attributi.get("form", ""), self._aperto)
        if modulo is None:
            return
        tipo = attributi.get("type", "text") if tag == "input" else tag
        tipo = "submit" if tag == "button" else tipo
        campo = modulo.campi.setdefault(attributi["name"], Campo(attributi["name"], tipo))
        if tag == "select":
            self._scelta = campo
        elif tag == "textarea":
            self._testo = campo
        elif tipo in DA_SPUNTARE:
            self._scelta, prima = campo, self._scelta
            self._opzione(attributi, scelta="checked" in attributi)
            self._scelta = prima
        elif tipo not in SENZA_VALORE:
            campo.valori = [attributi.get("value", "")]

    def _opzione(self, attributi: dict[str, str], *, scelta: bool) -> None:
        assert self._scelta is not None
        valore = attributi.get("value", "on")
        self._scelta.opzioni.append(valore)
        if scelta:
            self._scelta.valori.append(valore)


def moduli_di(html: str, pagina: str) -> list[Modulo]:
    lettore = _Lettore(pagina)
    lettore.feed(html)
    return lettore.moduli
