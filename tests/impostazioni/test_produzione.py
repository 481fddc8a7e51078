"""A real installation refuses to start when something it needs is missing or is an example."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from adi_platform.settings import segreti

CHIAVE = "prova:" + "A" * 43 + "="
COMPLETO = {
    "SECRET_KEY": "un-valore-lungo-e-casuale-0123456789-abcdefghi",
    "ADI_CHIAVI": CHIAVE,
    "DATABASE_URL": "postgresql://nessuno:segreto@banca.esempio.invalid:5433/adi?sslmode=verify-full",
    "CELERY_BROKER_URL": "redis://coda.esempio.invalid:6379/0",
    "ADI_HOST": "adi.esempio.invalid, altro.esempio.invalid",
    "ADI_INDIRIZZO": "https://adi.esempio.invalid",
    "ADI_POSTA_HOST": "posta.esempio.invalid",
    "ADI_POSTA_MITTENTE": "ambito@esempio.invalid",
}
PROGRAMMA = """
import json
from adi_platform.settings import production as p
valori = {nome: getattr(p, nome) for nome in dir(p) if nome.isupper()}
print(json.dumps(valori, default=lambda v: type(v).__name__))
"""


def carica(tmp_path: Path, ambiente: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of their own."""
    pulito = {nome: valore for nome, valore in os.environ.items() if nome not in COMPLETO}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAMMA],
        env={**pulito, "ADI_DATA": str(tmp_path / "dati"), **ambiente},
        capture_output=True,
        text=True,
        check=False,
    )


def test_con_tutto_si_carica_ed_e_chiuso(tmp_path: Path) -> None:
    esito = carica(tmp_path, COMPLETO)
    assert esito.returncode == 0, esito.stderr
    valori = json.loads(esito.stdout)
    assert valori["DEBUG"] is False
    assert valori["MODALITA_DIMOSTRATIVA"] is False
    assert valori["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert valori["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert valori["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert valori["ALLOWED_HOSTS"] == ["adi.esempio.invalid", "altro.esempio.invalid"]
    assert valori["DATABASES"]["default"]["OPTIONS"] == {"sslmode": "verify-full"}
    assert valori["CELERY_BROKER_TRANSPORT_OPTIONS"]["unacked_restore_interval"] == 1
    assert valori["CELERY_TASK_TIME_LIMIT"] < valori["CELERY_BROKER_TRANSPORT_OPTIONS"]["visibility_timeout"]
    assert valori["CELERY_ACCEPT_CONTENT"] == ["json"]
    assert not (tmp_path / "dati" / "postgres").exists()


@pytest.mark.parametrize("mancante", sorted(set(COMPLETO) - {"ADI_INDIRIZZO"}))
def test_senza_una_variabile_non_parte_e_la_nomina(tmp_path: Path, mancante: str) -> None:
    esito = carica(tmp_path, {nome: valore for nome, valore in COMPLETO.items() if nome != mancante})
    assert esito.returncode != 0
    assert f"variabile d'ambiente {mancante}" in esito.stderr


@pytest.mark.parametrize("valore", ["", "changeme", "corta", "a" * 60])
def test_la_chiave_di_esempio_non_e_ammessa(tmp_path: Path, valore: str) -> None:
    esito = carica(tmp_path, {**COMPLETO, "SECRET_KEY": valore})
    assert esito.returncode != 0
    assert "SECRET_KEY non va bene" in esito.stderr


def test_i_segreti_si_leggono_anche_da_file(tmp_path: Path) -> None:
    file = tmp_path / "segreto"
    file.write_text(COMPLETO["SECRET_KEY"] + "\n")
    senza = {nome: valore for nome, valore in COMPLETO.items() if nome != "SECRET_KEY"}
    esito = carica(tmp_path, {**senza, "SECRET_KEY_FILE": str(file)})
    assert json.loads(esito.stdout)["SECRET_KEY"] == COMPLETO["SECRET_KEY"]


class TestAnello:
    def test_la_prima_chiave_e_quella_corrente(self) -> None:
        assert list(segreti.anello(f"nuova:{'B' * 43}=,{CHIAVE}")) == ["nuova", "prova"]

    @pytest.mark.parametrize("testo", ["", " , ", "senza-nome", "k:corta", ":" + "A" * 43 + "=", "k:è"])
    def test_la_chiave_mal_fatta_e_rifiutata(self, testo: str) -> None:
        with pytest.raises(segreti.SegretoNonAmmesso):
            segreti.anello(testo)

    def test_il_segreto_del_posto_si_crea_una_volta_e_solo_per_chi_lo_usa(self, tmp_path: Path) -> None:
        file = tmp_path / "segreti" / "uno"
        assert segreti.del_posto(file, "primo") == segreti.del_posto(file, "secondo") == "primo"
        assert file.stat().st_mode & 0o777 == 0o600
