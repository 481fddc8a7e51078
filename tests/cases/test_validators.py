"""Codes: every vector of the office, and the ways in which people mistype them."""

import datetime

import pytest
from stdnum.it.codicefiscale import calc_check_digit

from adi_platform.errori import DominioError
from cases.rules.codici import lettere_cognome, lettere_nome
from cases.validators import analizza_codice, codice_valido

AL = datetime.date(2026, 11, 20)


@pytest.mark.parametrize(
    "codice",
    [
        "RSSMRA85T10A562S",
        "RSSMRA85T10A56NH",
        "RSSMRAURTMLARSNL",
        "LMRFTM90H55Z330R",
        "BNCNCL00B29H501N",
        "DNGMRA85T71A562U",
        "FOXLAA85T50A562C",
    ],
)
def test_codice_fiscale_valido(codice: str) -> None:
    letto = analizza_codice(codice, al=AL)
    assert (letto.tipo, letto.codice, letto.errore) == ("cf", codice, "")


@pytest.mark.parametrize(
    ("codice", "errore"),
    [
        ("RSSMRA85T10A562T", "CF_CONTROLLO"),
        ("BNCNCL01B29H501O", "CF_DATA_IMPOSSIBILE"),
        ("DNGMRA85T32A562V", "CF_DATA_IMPOSSIBILE"),
        ("DNGMRA85F10A562O", "CF_DATA_IMPOSSIBILE"),
        ("RSSMRA85T10A562", "CF_FORMATO"),
        ("RSSMRA85T10A562SA", "CF_FORMATO"),
        ("RSSMRA85T1OA562S", "CF_FORMATO"),
        ("RSSMRАH5T10A562S", "CF_FORMATO"),
        ("RSSMRA８5T10A562S", "CF_FORMATO"),
        ("ıSSMRA85T10A562S", "CF_FORMATO"),
        ("################", "CF_FORMATO"),
        ("", "CF_FORMATO"),
        ("\x00" * 16, "CF_FORMATO"),
        ("A" * 100_000, "CF_FORMATO"),
        ("STP08010100001", "CF_FORMATO"),
        ("9912345001", "CF_FORMATO"),
        ("12345670018", "CF_PROVVISORIO_CONTROLLO"),
        ("00000000000", "CF_PROVVISORIO_CONTROLLO"),
    ],
)
def test_codice_rifiutato_con_un_messaggio(codice: str, errore: str) -> None:
    letto = analizza_codice(codice, al=AL)
    assert letto.errore == errore
    assert letto.messaggio
    with pytest.raises(DominioError) as sollevato:
        codice_valido(codice, al=AL)
    assert sollevato.value.campo == "codice"


@pytest.mark.parametrize(
    ("codice", "tipo"),
    [("12345670017", "provvisorio"), ("STP0801010000001", "stp"), ("eni0801010000001", "eni")],
)
def test_codici_che_non_sono_codici_fiscali(codice: str, tipo: str) -> None:
    assert analizza_codice(codice, al=AL).tipo == tipo
    assert analizza_codice(codice, al=AL).valido


def test_spazi_minuscole_e_caratteri_invisibili_non_contano() -> None:
    assert analizza_codice("\u202e rss mra\u00a085t10 a562s\u200b", al=AL).codice == "RSSMRA85T10A562S"


def test_omocodia_si_decodifica_ma_il_codice_resta_il_suo() -> None:
    letto = analizza_codice("RSSMRAURTMLARSNL", al=AL)
    assert letto.omocodico
    assert letto.codice == "RSSMRAURTMLARSNL"
    assert letto.base == "RSSMRA85T10A562S"
    assert letto.data_nascita_parziale == (85, 12, 10)
    assert letto.codice_catastale == "A562"


def test_il_sesso_si_legge_dal_giorno() -> None:
    assert analizza_codice("DNGMRA85T71A562U", al=AL).sesso == "F"
    assert analizza_codice("DNGMRA85T71A562U", al=AL).data_nascita_parziale == (85, 12, 31)
    assert analizza_codice("RSSMRA85T10A562S", al=AL).sesso == "M"


def test_due_cifre_non_decidono_il_secolo() -> None:
    bambina = analizza_codice("BNCNCL00B29H501N", al=AL)
    assert bambina.date_possibili(al=AL) == (datetime.date(2000, 2, 29),)
    anziano = analizza_codice("RSSMRA20A01H501" + calc_check_digit("RSSMRA20A01H501"), al=AL)
    assert anziano.date_possibili(al=AL) == (datetime.date(1920, 1, 1), datetime.date(2020, 1, 1))
    assert anziano.concorda_con_data(datetime.date(2020, 1, 1))
    assert anziano.concorda_con_data(datetime.date(1920, 1, 1))
    assert anziano.date_possibili(al=datetime.date(2019, 1, 1)) == (datetime.date(1920, 1, 1),)


@pytest.mark.parametrize(
    ("cognome", "nome", "lettere"),
    [
        ("Rossi", "Mario", "RSSMRA"),
        ("Fo", "Lia", "FOXLIA"),
        ("D’Angelo", "Nicolò", "DNGNCL"),
        ("Łukasik", "Gian Luca", "LKSGLC"),
        ("Yıldızer", "Işık", "YLDSKI"),
        ("Re", "Ugo", "REXGUO"),
    ],
)
def test_le_lettere_del_nome(cognome: str, nome: str, lettere: str) -> None:
    assert lettere_cognome(cognome) + lettere_nome(nome) == lettere
