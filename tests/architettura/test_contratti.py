"""The import contracts hold, and they notice when somebody breaks them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architettura.casa import RADICE, STANZE

VIOLAZIONI = {
    "cases/enums.py": ("import patti", "I piani della casa"),
    "cases/models/__init__.py": ("import cases.services", "Le stanze dentro ogni app"),
    "adi_platform/termini/__init__.py": ("import django", "Le stanze pure non conoscono Django"),
    "adi_platform/celery.py": ("import adi_platform.outbox", "Celery non conosce le app"),
}


def controlla(radice: Path) -> subprocess.CompletedProcess[str]:
    programma = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [str(programma), "--no-logo", "--no-cache"],
        cwd=radice,
        env={**os.environ, "PYTHONPATH": str(radice)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_i_contratti_sono_rispettati() -> None:
    esito = controlla(RADICE)
    assert esito.returncode == 0, esito.stdout


def test_una_violazione_piantata_apposta_viene_scoperta(tmp_path: Path) -> None:
    for stanza in STANZE:
        if (RADICE / stanza).exists():
            shutil.copytree(RADICE / stanza, tmp_path / stanza, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(RADICE / "pyproject.toml", tmp_path)
    for file, (riga, _) in VIOLAZIONI.items():
        with (tmp_path / file).open("a") as aperto:
            aperto.write(f"\n{riga}\n")
    esito = controlla(tmp_path)
    assert esito.returncode != 0
    infranti = {riga.removesuffix(" BROKEN") for riga in esito.stdout.splitlines() if riga.endswith("BROKEN")}
    for _, contratto in VIOLAZIONI.values():
        assert any(nome.startswith(contratto) for nome in infranti), (contratto, esito.stdout)
