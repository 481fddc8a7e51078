"""What is around the code: locks, glossary, documents of a public repository."""

import re
import tomllib

import yaml
from django.apps import apps

from tests.architettura.casa import RADICE, piano


def test_i_blocchi_hanno_impronte_e_nessun_indirizzo() -> None:
    for nome in ("base", "dev"):
        testo = (RADICE / "requirements" / f"{nome}.lock").read_text()
        assert "://" not in testo
        pacchetti = re.findall(r"^([a-z0-9][\w.-]*)==", testo, re.M)
        assert len(pacchetti) > 50
        assert testo.count("--hash=sha256:") >= len(pacchetti)


def test_ogni_dipendenza_dichiarata_e_bloccata() -> None:
    progetto = tomllib.loads((RADICE / "pyproject.toml").read_text())["project"]
    for nome, voci in (
        ("base", progetto["dependencies"]),
        ("dev", progetto["dependencies"] + progetto["optional-dependencies"]["dev"]),
    ):
        bloccati = set(
            re.findall(r"^([a-z0-9][\w.-]*)==", (RADICE / "requirements" / f"{nome}.lock").read_text(), re.M)
        )
        voluti = {re.split(r"[\[<>=~! ]", voce)[0].lower().replace(".", "-") for voce in voci}
        assert voluti - bloccati == set()


def test_il_blocco_di_base_e_contenuto_in_quello_di_sviluppo() -> None:
    def fissati(nome: str) -> set[str]:
        testo = (RADICE / "requirements" / f"{nome}.lock").read_text()
        return set(re.findall(r"^([a-z0-9][\w.-]*==[^ ]+)", testo, re.M))

    assert fissati("base") - fissati("dev") == set()


def test_il_glossario_nomina_ogni_modello() -> None:
    glossario = (RADICE / "GLOSSARIO.md").read_text()
    assenti = [
        modello.__name__
        for modello in apps.get_models()
        if piano(modello.__module__) is not None and not modello.__name__.startswith("Historical")
        if f"`{modello.__name__}`" not in glossario
    ]
    assert assenti == []


def test_publiccode_ha_i_campi_obbligatori() -> None:
    scheda = yaml.safe_load((RADICE / "publiccode.yml").read_text())
    obbligatori = {
        *("publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus"),
        *("softwareType", "description", "legal", "maintenance", "localisation"),
    }
    assert obbligatori - set(scheda) == set()
    assert scheda["legal"]["license"] == "EUPL-1.2"
    italiano = scheda["description"]["it"]
    assert len(italiano["shortDescription"]) <= 150
    assert 150 <= len(italiano["longDescription"]) <= 10_000
    assert italiano["features"]
    # The standard asks for a contact only where somebody maintains the code.
    mantenuto = scheda["maintenance"]["type"] != "none"
    assert bool(scheda["maintenance"].get("contacts")) == mantenuto
    assert "it" in scheda["localisation"]["availableLanguages"]


def test_i_documenti_di_un_progetto_pubblico_ci_sono() -> None:
    for nome in ("README.md", "LICENSE", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "GLOSSARIO.md"):
        assert len((RADICE / nome).read_text()) > 200, nome
    assert len(list((RADICE / "docs" / "decisioni").glob("0*.md"))) >= 6
