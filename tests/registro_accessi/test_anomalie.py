"""The rules that make somebody ask a question: each with what triggers it and what does not."""

import datetime

import pytest

from adi_platform.registro_accessi.rules.anomalie import (
    LetturaVista,
    di_notte,
    stesso_cognome,
    troppi_casi,
)

MATTINA = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)


def letture(quante: int, *, ogni: int, casi: int | None = None, utente: int = 1) -> list[LetturaVista]:
    return [
        LetturaVista(
            utente_id=utente,
            quando=MATTINA + datetime.timedelta(seconds=ogni * n),
            caso_id=n % (casi or quante),
        )
        for n in range(quante)
    ]


def test_trenta_casi_in_un_ora_sono_lavoro_trentuno_una_domanda() -> None:
    assert troppi_casi(letture(30, ogni=60)) == []
    trovate = troppi_casi(letture(31, ogni=60))
    assert [a.perche for a in trovate] == ["Più di 30 casi diversi aperti in un'ora"]
    assert trovate[0].quando == MATTINA + datetime.timedelta(minutes=30)


def test_rileggere_pochi_casi_molte_volte_non_e_un_anomalia() -> None:
    assert troppi_casi(letture(500, ogni=5, casi=10)) == []


def test_gli_stessi_casi_in_una_giornata_intera_non_sono_un_anomalia() -> None:
    assert troppi_casi(letture(90, ogni=121)) == []


def test_le_letture_di_persone_diverse_non_si_sommano() -> None:
    assert troppi_casi([*letture(20, ogni=10), *letture(20, ogni=10, utente=2)]) == []


def test_un_tratto_fitto_si_dice_una_volta_e_il_successivo_di_nuovo() -> None:
    primo = letture(100, ogni=10)
    domani = [
        LetturaVista(utente_id=1, quando=v.quando + datetime.timedelta(days=1), caso_id=v.caso_id)
        for v in primo
    ]
    assert len(troppi_casi([*primo, *domani])) == 2


@pytest.mark.parametrize(
    ("ora_utc", "notte"),
    [((20, 59), False), ((21, 0), True), ((2, 0), True), ((4, 59), True), ((5, 0), False)],
)
def test_la_notte_e_quella_di_roma(ora_utc: tuple[int, int], notte: bool) -> None:
    """In November Rome is one hour ahead: night goes from 21:00 to 05:00 UTC."""
    quando = datetime.datetime(2026, 11, 20, *ora_utc, tzinfo=datetime.UTC)
    assert bool(di_notte([LetturaVista(utente_id=1, quando=quando, caso_id=3)])) is notte


def test_le_letture_di_una_notte_sono_una_sola_anomalia_anche_dopo_mezzanotte() -> None:
    sera = datetime.datetime(2026, 11, 20, 22, 30, tzinfo=datetime.UTC)
    righe = [
        LetturaVista(utente_id=1, quando=sera + datetime.timedelta(hours=n), caso_id=n) for n in range(3)
    ]
    trovate = di_notte(righe)
    assert [a.perche for a in trovate] == ["3 letture nella notte del 20/11/2026, fra le 22 e le 6"]


@pytest.mark.parametrize(
    ("operatore", "nel_caso", "uguale"),
    [
        ("D'Angelo", "d’angelo", True),
        ("Dell'Olio", "DELL OLIO", True),
        ("Niccolò", "Niccolo", True),
        ("Verdi", "Verdini", False),
        ("", "", False),
    ],
)
def test_il_cognome_si_confronta_senza_accenti_e_apostrofi(
    operatore: str, nel_caso: str, uguale: bool
) -> None:
    trovate = stesso_cognome(
        letture(3, ogni=60, casi=1),
        cognomi_operatori={1: operatore},
        cognomi_dei_casi={0: frozenset({nel_caso, "Altri"})},
    )
    assert len(trovate) == (1 if uguale else 0)
