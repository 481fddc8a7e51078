"""The compose file and the README name the variables that the settings read, all of them and no other."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps

from tests.impostazioni.test_produzione import COMPLETO

RADICE = Path(__file__).resolve().parent.parent.parent
NOSTRI = ("migrazioni", "web", "worker", "beat")
DI_DJANGO = {"DJANGO_SETTINGS_MODULE"}


@cache
def variabili_lette() -> frozenset[str]:
    """What production and demo settings really read, each in a process of its own."""
    lette: set[str] = set()
    for modulo in ("production", "dev"):
        programma = (
            f"import json; import adi_platform.settings.{modulo};"
            "from adi_platform.settings import env; print(json.dumps(sorted(env.VARIABILI_LETTE)))"
        )
        esito = subprocess.run(
            [sys.executable, "-c", programma], env={**os.environ, **COMPLETO}, capture_output=True, check=True
        )
        lette.update(json.loads(esito.stdout))
    return frozenset(lette)


def compose() -> dict[str, Any]:
    contenuto: dict[str, Any] = yaml.safe_load((RADICE / "docker-compose.yml").read_text())
    return contenuto


def senza_file(nome: str) -> str:
    return nome.removesuffix("_FILE")


def test_compose_da_ai_nostri_servizi_solo_variabili_che_le_impostazioni_leggono() -> None:
    for nome in NOSTRI:
        date = {senza_file(variabile) for variabile in compose()["services"][nome]["environment"]}
        assert date - variabili_lette() - DI_DJANGO == set(), nome
        assert set(COMPLETO) - date == set(), nome


def test_compose_non_contiene_segreti_e_ogni_servizio_si_controlla() -> None:
    contenuto = compose()
    for nome, servizio in contenuto["services"].items():
        assert nome == "migrazioni" or "healthcheck" in servizio, nome
        for segreto in servizio.get("secrets", []):
            assert segreto in contenuto["secrets"]
        for variabile, valore in servizio.get("environment", {}).items():
            if re.search(r"SECRET|PAROLA|PASSWORD|CHIAVI|DATABASE_URL", variabile):
                assert variabile.endswith("_FILE"), variabile
                assert valore.removeprefix("/run/secrets/") in servizio["secrets"]
        for attesa in servizio.get("depends_on", {}):
            assert attesa in contenuto["services"]
    for nome in NOSTRI:
        assert contenuto["services"][nome]["user"] == "10001:10001"


def test_l_immagine_non_gira_come_root_e_contiene_ogni_stanza() -> None:
    ricetta = (RADICE / "Dockerfile").read_text()
    assert re.search(r"^USER adi$", ricetta, re.M)
    assert "--require-hashes" in ricetta
    nomi = {app.name.partition(".")[0] for app in apps.get_app_configs()}
    stanze = {nome for nome in nomi if (RADICE / nome).is_dir()}
    assert {"adi_platform", "cases", "protocollo"} <= stanze
    for cartella in (*stanze, "templates", "static"):
        assert f"COPY {cartella} {cartella}" in ricetta


def test_la_tabella_del_readme_elenca_le_variabili_lette() -> None:
    testo = (RADICE / "README.md").read_text()
    tabella = testo.split("## Configurazione", 1)[1].split("\n## ", 1)[0]
    elencate = set(re.findall(r"^\| `([A-Z_]+)` \|", tabella, re.M))
    assert elencate == set(variabili_lette())
