"""What Django wires by string obeys the floors too: relations, migrations, templates."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architettura.casa import RADICE, piano, relativo, sale, template

# The frame of every page links to every floor; it belongs to the composition of the whole.
CORNICI = re.compile(r"^(base\w*\.html|components/_\w+\.html|components/stampa/.*|errori/.*)$")
# Rooms below the pages have no views of their own: `http` serves their pages.
PAGINE = "adi_platform.http"


def nostre() -> list[str]:
    return [config.name for config in apps.get_app_configs() if piano(config.name) is not None]


def test_le_relazioni_fra_modelli_scendono() -> None:
    violazioni = [
        f"{modello._meta.label}.{campo.name} -> {campo.related_model._meta.label}"
        for modello in apps.get_models(include_auto_created=True)
        for campo in modello._meta.get_fields()
        if campo.concrete and campo.is_relation and campo.related_model is not None
        if sale(modello._meta.app_config.name, campo.related_model._meta.app_config.name)
    ]
    assert violazioni == []


def test_le_migrazioni_scendono() -> None:
    violazioni = []
    for nome in nostre():
        for file in sorted(Path(apps.get_app_config(nome.rsplit(".", 1)[-1]).path).glob("migrations/0*.py")):
            migrazione = importlib.import_module(f"{nome}.migrations.{file.stem}").Migration
            for etichetta, _ in migrazione.dependencies:
                if etichetta in apps.app_configs and sale(nome, apps.get_app_config(etichetta).name):
                    violazioni.append(f"{nome}.{file.stem} -> {etichetta}")
    assert violazioni == []


def stanza_del_template(percorso: str) -> str:
    """`cases/caso/scheda.html` -> `cases`; what belongs to a shared room stands on the floor of the pages."""
    cartella = percorso.split("/", 1)[0]
    return cartella if piano(cartella) is not None else PAGINE


def stanza_degli_indirizzi() -> dict[str, str]:
    def visita(voci: list[URLPattern | URLResolver]) -> Iterator[tuple[str, str]]:
        for voce in voci:
            if isinstance(voce, URLResolver):
                yield from visita(voce.url_patterns)
            elif voce.name:
                yield voce.name, voce.callback.__module__

    return dict(visita(get_resolver().url_patterns))


def violazioni_del_template(percorso: str, testo: str, indirizzi: dict[str, str]) -> list[str]:
    stanza = stanza_del_template(percorso)
    nominati = [
        (nome, indirizzi.get(nome, "")) for nome in re.findall(r"{%\s*url\s+['\"]([\w:-]+)['\"]", testo)
    ]
    inclusi = re.findall(r"{%\s*(?:include|extends)\s+['\"]([\w/.-]+)['\"]", testo)
    nominati += [(file, stanza_del_template(file)) for file in inclusi if not CORNICI.match(file)]
    return [f"{percorso}: {nome}" for nome, dove in nominati if sale(stanza, dove)]


def test_i_template_nominano_solo_cio_che_sta_sotto() -> None:
    indirizzi = stanza_degli_indirizzi()
    violazioni = []
    for file in template():
        percorso = file.relative_to(RADICE / "templates").as_posix()
        if not CORNICI.match(percorso):
            violazioni += violazioni_del_template(percorso, file.read_text(), indirizzi)
    assert violazioni == []


class TestSiAccorge:
    """The checks above notice a violation planted on purpose."""

    @pytest.mark.parametrize(
        ("da", "a", "atteso"),
        [
            ("cases.models", "patti.models", True),
            ("patti.models", "cases.models", False),
            ("adi_platform.outbox.models", "adi_platform.documenti.models", True),
            ("adi_platform.documenti", "adi_platform.outbox", False),
            ("cases", "django.contrib.auth", False),
        ],
    )
    def test_di_chi_sale(self, da: str, a: str, *, atteso: bool) -> None:
        assert sale(da, a) is atteso

    @pytest.mark.parametrize(
        ("testo", "quante"),
        [
            ('{% url "patto-scheda" 1 %}', 1),
            ('{% include "patti/_riga.html" %}', 1),
            ('{% url "caso-scheda" 1 %}{% extends "base.html" %}{% include "components/campo.html" %}', 0),
        ],
    )
    def test_di_un_template_che_sale(self, testo: str, quante: int) -> None:
        indirizzi = {"patto-scheda": "patti.views.patto", "caso-scheda": "cases.views.caso"}
        assert len(violazioni_del_template("cases/caso/scheda.html", testo, indirizzi)) == quante


def test_ogni_template_appartiene_a_una_stanza() -> None:
    di_altri = {"account", "mfa", "usersessions", "socialaccount", "allauth", "elements", "layouts"}
    orfani = [
        relativo(file)
        for file in template()
        if not CORNICI.match(percorso := file.relative_to(RADICE / "templates").as_posix())
        if (cartella := percorso.split("/")[0]) not in di_altri | {"components"}
        if piano(cartella) is None and piano(f"adi_platform.{cartella}") is None
    ]
    assert orfani == []
