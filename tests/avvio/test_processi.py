"""The supervisor starts what dies again, with growing pauses, and leaves nobody behind."""

import os
import socket
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor

from adi_platform.avvio import server
from adi_platform.avvio.processi import Processo, ferma
from adi_platform.avvio.server import AvvioImpossibile, _porta_libera, leggi_opzioni, principale

DORME = "import time; time.sleep(60)"
CON_FIGLIO = (
    f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', '{DORME}']); time.sleep(60)"
)


def processo(tmp_path: Path, programma: str) -> Processo:
    return Processo(
        nome="prova",
        comando=[sys.executable, "-c", programma],
        registro=tmp_path / "registri" / "prova.log",
        ambiente=dict(os.environ),
    )


def pid(uno: Processo) -> int:
    assert uno.figlio is not None
    return uno.figlio.pid


def aspetta_che_muoia(uno: Processo) -> None:
    assert uno.figlio is not None
    uno.figlio.wait(timeout=10)


def test_il_processo_morto_riparte_dopo_una_pausa_che_cresce(tmp_path: Path) -> None:
    uno = processo(tmp_path, "raise SystemExit(1)")
    uno.avvia()
    aspetta_che_muoia(uno)
    adesso = time.monotonic()
    assert uno.controlla(adesso)
    assert not uno.controlla(adesso + 0.5)
    assert uno.figlio is None
    uno.controlla(adesso + 1.1)
    aspetta_che_muoia(uno)
    assert uno.controlla(adesso + 2)
    assert uno.riavvia_dal == adesso + 2 + 2.0


def test_chi_resta_di_un_padre_ucciso_non_sopravvive(tmp_path: Path) -> None:
    uno = processo(tmp_path, CON_FIGLIO)
    uno.avvia()
    padre = psutil.Process(pid(uno))
    fine = time.monotonic() + 10
    while not padre.children() and time.monotonic() < fine:
        time.sleep(0.05)
    (figlio,) = padre.children()
    padre.kill()
    aspetta_che_muoia(uno)
    assert uno.controlla(time.monotonic())
    psutil.wait_procs([figlio], timeout=5)
    assert not figlio.is_running() or figlio.status() == psutil.STATUS_ZOMBIE


def test_ferma_chiede_e_aspetta(tmp_path: Path) -> None:
    due = [processo(tmp_path, DORME), processo(tmp_path, DORME)]
    for uno in due:
        uno.avvia()
    ferma(due)
    assert all(uno.figlio is not None and uno.figlio.poll() is not None for uno in due)


def test_la_porta_occupata_si_dice_in_italiano() -> None:
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        presa.listen()
        with pytest.raises(AvvioImpossibile, match="non è disponibile"):
            _porta_libera(presa.getsockname()[1])


def test_la_porta_impossibile_si_dice_in_italiano(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert principale(["--port", "99999", "--data", str(tmp_path)]) == 1
    assert "--port" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("opzioni", "frase"),
    [
        (["--port", "otto"], "il numero della porta"),
        (["--port"], "il numero della porta"),
        (["--data"], "la cartella dei dati"),
        (["--demo", "x"], "Non capisco --demo x."),
    ],
)
def test_un_opzione_sbagliata_si_spiega_in_italiano(
    opzioni: list[str], frase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as uscita:
        leggi_opzioni(opzioni)
    detto = capsys.readouterr().err
    assert uscita.value.code == 2
    assert frase in detto
    assert "--senza-demo" in detto
    for inglese in ("usage", "error", "argument", "invalid"):
        assert inglese not in detto


def test_l_aiuto_e_in_italiano(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        leggi_opzioni(["--help"])
    aiuto = capsys.readouterr().out
    assert aiuto.startswith("uso: script/server")
    assert "options" not in aiuto
    assert "show this help" not in aiuto


def test_i_dati_stanno_in_var_se_nessuno_dice_altro(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADI_DATA", raising=False)
    assert leggi_opzioni([]).data.name == "var"
    assert leggi_opzioni(["--data", "altrove", "--senza-demo"]).senza_demo


def test_le_migrazioni_dicono_a_che_punto_sono(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan of an empty database, without applying it."""
    piano = [SimpleNamespace(app_label=app) for app in ("cases", "cases", "patti")]
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_, **__: piano)

    def applica(comando: migrate.Command, *_: object, **__: object) -> None:
        for migrazione in piano:
            comando.migration_progress_callback("apply_start", migrazione)
            comando.migration_progress_callback("apply_success", migrazione)

    monkeypatch.setattr(migrate.Command, "handle", applica)
    server._applica_migrazioni()
    detto = capsys.readouterr().out
    assert "Preparo la banca dati: 3 passaggi" in detto
    assert "  1 di 3: cases\n  3 di 3: patti\n" in detto
