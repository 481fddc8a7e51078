from decimal import Decimal

import pytest

from contributi.rules.in_lettere import euro_in_lettere
from contributi.rules.lettere import ValoreMancante, lettere, parole_riservate

NEUTRE = ("oggetto", "testo_email")
RIVELATRICI = ("contributo", "sociale", "rigetto", "rifiuto", "diniego", "sospens", "revoca", "assistenz")


@pytest.mark.parametrize(
    ("importo", "atteso"),
    [
        ("0", "zero/00"),
        ("3", "tre/00"),
        ("21", "ventuno/00"),
        ("23", "ventitré/00"),
        ("28", "ventotto/00"),
        ("100", "cento/00"),
        ("103", "centotré/00"),
        ("300", "trecento/00"),
        ("1000", "mille/00"),
        ("1234.50", "milleduecentotrentaquattro/50"),
        ("2500", "duemilacinquecento/00"),
        ("23023", "ventitremilaventitré/00"),
        ("999999.99", "novecentonovantanovemilanovecentonovantanove/99"),
    ],
)
def test_importi_in_lettere(importo: str, atteso: str) -> None:
    assert euro_in_lettere(Decimal(importo)) == atteso


def test_davanti_a_una_data_l_articolo_e_quello_del_giorno() -> None:
    lettera = lettere()["LT.AVVIO"]
    frase = "entro il {{ a }}, dal {{ b }}, del {{ c }}, il {{ d }}"
    valori = {"a": "8 novembre 2026", "b": "11 marzo 2027", "c": "1° maggio 2027", "d": "8 per mille"}
    attesa = "entro l'8 novembre 2026, dall'11 marzo 2027, del 1° maggio 2027, il 8 per mille"
    assert lettera.compila(frase, valori) == attesa


def test_un_importo_troppo_grande_non_si_scrive() -> None:
    with pytest.raises(ValueError, match="1000000"):
        euro_in_lettere(Decimal(1_000_000))


@pytest.mark.parametrize("codice", lettere())
def test_oggetto_e_posta_non_dicono_di_che_cosa_si_tratta(codice: str) -> None:
    lettera = lettere()[codice]
    for parte in NEUTRE:
        testo = getattr(lettera, parte).lower()
        assert [parola for parola in RIVELATRICI if parola in testo] == []


@pytest.mark.parametrize("codice", lettere())
def test_ogni_segnaposto_si_riempie_e_niente_altro(codice: str) -> None:
    lettera = lettere()[codice]
    valori = {nome: f"<{nome} {{{{ testo }}}}>" for nome in lettera.segnaposto}
    compilata = lettera.compila(lettera.testo, valori)
    assert all(f"<{nome} " in compilata for nome in valori if f"{{{{ {nome} }}}}" in lettera.testo)
    assert lettera.versione == "1.0"


def test_un_valore_che_manca_ferma_la_lettera() -> None:
    lettera = lettere()["LT.PREAVV"]
    with pytest.raises(ValoreMancante):
        lettera.compila(lettera.testo, {})


def test_le_parole_riservate_sono_in_ordine_e_senza_doppioni() -> None:
    assert list(parole_riservate()) == sorted(set(parole_riservate()))
