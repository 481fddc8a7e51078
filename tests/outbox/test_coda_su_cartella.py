"""The broker in a folder: a reader never meets a message that is still being written."""

from pathlib import Path

import pytest
from kombu import Connection

from adi_platform.celery import app
from adi_platform.coda_su_cartella import NON_ANCORA, Transport


def test_un_messaggio_compare_intero_o_non_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visti: list[list[str]] = []
    vero = Path.replace

    def guarda(da: Path, a: Path) -> Path:
        visti.append([f.name for f in tmp_path.iterdir() if ".prova.msg" in f.name])
        return vero(da, a)

    monkeypatch.setattr(Path, "replace", guarda)
    opzioni = {nome: str(tmp_path) for nome in ("data_folder_in", "data_folder_out", "control_folder")}
    with Connection("filesystem://localhost", transport=Transport, transport_options=opzioni) as connessione:
        coda = connessione.SimpleQueue("prova")
        coda.put({"numero": 1})
        assert [n.endswith(NON_ANCORA) for n in visti[0]] == [True]
        assert coda.get(timeout=2).payload == {"numero": 1}
        coda.close()


def test_celery_usa_questa_coda() -> None:
    with app.connection_for_write(url="filesystem://localhost") as connessione:
        assert isinstance(connessione.transport, Transport)
