"""The account of the application works on rows and owns nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

RUOLO = "adi_di_prova"


def _puo(tabella: str, che_cosa: str) -> bool:
    with connection.cursor() as cursore:
        cursore.execute("SELECT has_table_privilege(%s, %s, %s)", [RUOLO, tabella, che_cosa])
        return bool(cursore.fetchone()[0])


def _prepara(cartella: Path, utente: str) -> str:
    indirizzo, uscita = cartella / "database_url", StringIO()
    indirizzo.write_text(f"postgresql://{utente}:una'parola%25@postgres/adi\n")
    call_command("ruolo_applicazione", indirizzo=indirizzo, stdout=uscita)
    return uscita.getvalue()


def test_l_applicazione_scrive_righe_e_non_tocca_i_registri_gia_scritti(db: None, tmp_path: Path) -> None:
    for _ in range(2):
        assert f"Account {RUOLO} pronto" in _prepara(tmp_path, RUOLO)
    for diritto in ("SELECT", "INSERT", "UPDATE", "DELETE"):
        assert _puo("cases_casoadi", diritto)
    for tabella in ("registro_accessi_lettura", "repertorio_registrazione", "protocollo_divulgazione"):
        assert _puo(tabella, "INSERT")
        assert not any(_puo(tabella, diritto) for diritto in ("UPDATE", "DELETE", "TRUNCATE"))
    assert not _puo("cases_casoadi", "TRUNCATE")
    with connection.cursor() as cursore:
        cursore.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [RUOLO])
        assert cursore.fetchone() == (False,)


def test_l_account_delle_migrazioni_non_e_quello_dell_applicazione(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="dagliene uno suo"):
        _prepara(tmp_path, str(connection.settings_dict["USER"]))
