"""The daily register and the check of the chains: what was touched is named."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from adi_platform.organizzazione.models import Ambito
from adi_platform.registro_accessi.models import Lettura
from adi_platform.registro_accessi.services.registra import Visto, registra_letture
from adi_platform.repertorio.models import GiornaleRegistro, Registrazione
from adi_platform.repertorio.services.giornale import chiudi_giornate_mancanti
from adi_platform.repertorio.services.registra import annulla, registra
from adi_platform.repertorio.services.verifica import verifica_catene
from tests.people import Cast

UTC = datetime.UTC
OGGI = datetime.date(2026, 11, 24)


def alle(giorno: int, ora: int = 10, mese: int = 11) -> Any:
    return lambda: datetime.datetime(2026, mese, giorno, ora, tzinfo=UTC)


@pytest.fixture
def gente(cast: Cast) -> Cast:
    """Two registrations on the 20th, none on the 21st, an annulment on the 22nd, two reads today."""
    ambito = cast.territorio.ambito
    Ambito.objects.update(creato_il=datetime.datetime(2026, 11, 20, 7, tzinfo=UTC))
    prima = registra(
        ambito=ambito, registro="patti", oggetto="Uno", operatore=cast.anna_verdi, orologio=alle(20)
    )
    registra(ambito=ambito, registro="patti", oggetto="Due", operatore=cast.anna_verdi, orologio=alle(20, 11))
    annulla(registrazione=prima, motivo="Errore", operatore=cast.cora_coordina, orologio=alle(22))
    for caso in (1, 2, 3):
        registra_letture(
            evento="documento.scheda",
            visti=[Visto(ambito_id=ambito.pk, caso_id=caso)],
            utente=cast.anna_verdi,
        )
    _sposta_le_letture()
    return cast


def _sposta_le_letture() -> None:
    """Reads made on the 20th: their hash is computed again with the new time."""
    from adi_platform.registro_accessi.models import CatenaLetture
    from adi_platform.registro_accessi.services.registra import impronta_di

    precedente = ""
    with _senza_difese():
        for riga in Lettura.objects.order_by("numero"):
            riga.avvenuta_il = datetime.datetime(2026, 11, 20, 9, riga.numero, tzinfo=UTC)
            riga.impronta_precedente = precedente
            riga.impronta = precedente = impronta_di(riga)
            riga.save()
        CatenaLetture.objects.update(impronta=precedente)


class _senza_difese:  # noqa: N801  reads as a context manager
    """What the owner of the database can do: put the triggers aside."""

    def __enter__(self) -> None:
        self._imposta("replica")

    def __exit__(self, *_: object) -> None:
        self._imposta("origin")

    def _imposta(self, ruolo: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('session_replication_role', %s, false)", [ruolo])


def di_esempio() -> list[GiornaleRegistro]:
    return list(GiornaleRegistro.objects.filter(ambito__codice="esempio").order_by("giorno"))


def test_ogni_giorno_passato_ha_il_suo_registro_anche_se_vuoto(gente: Cast) -> None:
    chiudi_giornate_mancanti(oggi=OGGI)
    righe = di_esempio()
    assert [r.giorno.day for r in righe] == [20, 21, 22, 23]
    assert [r.registrazioni for r in righe] == [2, 0, 1, 0]
    assert [r.sha256_precedente for r in righe] == ["", *[r.sha256 for r in righe[:-1]]]
    annullamento = json.loads(righe[2].contenuto)["registrazioni"][0]
    assert (annullamento["annulla"], annullamento["motivo"]) == ("0000001/2026", "Errore")
    assert json.loads(righe[0].contenuto)["letture"]["numero"] == 3


def test_rifarlo_non_cambia_nulla_e_recupera_solo_i_giorni_nuovi(gente: Cast) -> None:
    chiudi_giornate_mancanti(oggi=OGGI)
    prima = [(r.giorno, r.contenuto, r.sha256) for r in di_esempio()]
    assert chiudi_giornate_mancanti(oggi=OGGI) == []
    assert [(r.giorno, r.contenuto, r.sha256) for r in di_esempio()] == prima
    nuovi = chiudi_giornate_mancanti(oggi=OGGI + datetime.timedelta(days=3))
    assert [g.giorno.day for g in nuovi if g.ambito.codice == "esempio"] == [24, 25, 26]


def test_il_giorno_e_quello_di_roma_anche_quando_cambia_l_ora(cast: Cast) -> None:
    """25 October 2026 has 25 hours in Rome: from 22:00 UTC of the 24th to 23:00 UTC of the 25th."""
    Ambito.objects.update(creato_il=datetime.datetime(2026, 10, 24, 10, tzinfo=UTC))
    istanti = ((24, 21, 59), (24, 22, 0), (25, 22, 59), (25, 23, 0))
    for giorno, ora, minuto in istanti:
        registra(
            ambito=cast.territorio.ambito,
            registro="patti",
            oggetto="Prova",
            operatore=cast.anna_verdi,
            orologio=lambda g=giorno, o=ora, m=minuto: datetime.datetime(2026, 10, g, o, m, tzinfo=UTC),  # type: ignore[misc]  # bound now
        )
    chiudi_giornate_mancanti(oggi=datetime.date(2026, 10, 27))
    assert [r.registrazioni for r in di_esempio()] == [1, 2, 1]


def test_le_catene_intatte_non_danno_problemi(gente: Cast) -> None:
    chiudi_giornate_mancanti(oggi=OGGI)
    assert list(verifica_catene(oggi=OGGI)) == []


MANOMISSIONI = {
    "lettura alterata": (
        "UPDATE registro_accessi_lettura SET caso_id = 99 WHERE numero = 2",
        "lettura n. 2 alterata",
    ),
    "lettura tolta": ("DELETE FROM registro_accessi_lettura WHERE numero = 2", "lettura mancante: n. 2"),
    "coda delle letture": (
        "DELETE FROM registro_accessi_lettura WHERE numero = 3",
        "letture tagliate in coda: l'ultima dovrebbe essere la n. 3, è la n. 2",
    ),
    "coda delle letture con la testa rifatta": (
        "DELETE FROM registro_accessi_lettura WHERE numero = 3; UPDATE registro_accessi_catenaletture c SET "
        "numero = 2, impronta = (SELECT impronta FROM registro_accessi_lettura WHERE numero = 2)",
        "letture cambiate o tagliate",
    ),
    "registrazione alterata": (
        "UPDATE repertorio_registrazione SET oggetto = 'x' WHERE numero = 1",
        "registrazione 0000001/2026 alterata",
    ),
    "registrazione tolta": (
        "DELETE FROM repertorio_estremiprotocollo; DELETE FROM repertorio_registrazione WHERE numero = 2",
        "registrazione mancante: n. 2",
    ),
    "coda del repertorio": (
        "DELETE FROM repertorio_estremiprotocollo; DELETE FROM repertorio_registrazione WHERE numero = 3",
        "tagliato in coda: l'ultima dovrebbe essere la n. 0000003/2026",
    ),
    "repertorio svuotato": (
        "DELETE FROM repertorio_estremiprotocollo; DELETE FROM repertorio_registrazione",
        "manca fino alla n. 0000003/2026",
    ),
    "giornale alterato": (
        "UPDATE repertorio_giornaleregistro SET contenuto = contenuto || ' ' WHERE giorno = '2026-11-21'",
        "registro giornaliero del 21/11/2026 alterato",
    ),
    "giornale tolto": (
        "DELETE FROM repertorio_giornaleregistro WHERE giorno = '2026-11-21'",
        "manca il giorno prima del registro giornaliero del 22/11/2026",
    ),
    "coda dei giornali": (
        "DELETE FROM repertorio_giornaleregistro WHERE giorno = '2026-11-23'",
        "mancano i registri giornalieri dopo il 22/11/2026",
    ),
}


@pytest.mark.parametrize("caso", MANOMISSIONI)
def test_la_verifica_nomina_che_cosa_e_stato_toccato(gente: Cast, caso: str) -> None:
    comando, atteso = MANOMISSIONI[caso]
    chiudi_giornate_mancanti(oggi=OGGI)
    with _senza_difese(), connection.cursor() as cursor:
        cursor.execute(comando)
    problemi = list(verifica_catene(oggi=OGGI))
    assert any(atteso in problema for problema in problemi), problemi


def test_il_comando_esce_con_errore_e_riconosce_una_testa_tenuta_altrove(
    gente: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("registro_giornaliero")
    call_command("verifica_catene", "--documenti", testa=[di_esempio()[-1].sha256])
    assert "Catene integre." in capsys.readouterr().out
    with pytest.raises(CommandError, match="1 problemi"):
        call_command("verifica_catene", testa=["0" * 64])
    with _senza_difese():
        Registrazione.objects.filter(numero=1).update(oggetto="altro")
    with pytest.raises(CommandError, match="non integre"):
        call_command("verifica_catene")


def test_i_registri_si_esportano_come_file_con_la_loro_impronta(gente: Cast, tmp_path: Path) -> None:
    call_command("registro_giornaliero", esporta=str(tmp_path), verbosity=0)
    file = tmp_path / "esempio" / "registro-2026-11-20.json"
    assert file.read_bytes() == di_esempio()[0].contenuto.encode()
    assert di_esempio()[0].sha256 in (tmp_path / "esempio" / "registro-2026-11-20.json.sha256").read_text()


@pytest.mark.parametrize(
    "comando",
    [
        "UPDATE registro_accessi_lettura SET caso_id = 9",
        "DELETE FROM registro_accessi_lettura",
        "TRUNCATE registro_accessi_lettura",
        "DELETE FROM repertorio_giornaleregistro",
    ],
)
def test_la_banca_dati_rifiuta_di_toccare_letture_e_giornali(gente: Cast, comando: str) -> None:
    chiudi_giornate_mancanti(oggi=OGGI)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="non si modifica"), transaction.atomic():
            cursor.execute(comando)
