from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributi.rules.lettere import parole_riservate
from contributi.rules.omissis import (
    DatiVietati,
    Genere,
    Indizi,
    avvisi_piccolo_gruppo,
    cerca_identita,
)

FAMIGLIA = DatiVietati(
    nomi=("Nicolò", "D'Angelo", "Li", "Rossi"),
    codici=("RSSNCL85C12Z999X",),
    indirizzi=("Via dei Tigli Finti 12", "Piazza Prova, 3"),
    recapiti=("333 000 7001", "nicolo@esempio.invalid"),
    nascite=(date(1985, 3, 12),),
    importi=(Decimal("4321.50"), Decimal(0)),
    salute=("oncolog", "serd", "invalid"),
)
PULITO = (
    "Sostegno economico straordinario, euro 1.200,00. Regolamento art. 11. Ufficio di piano. "
    "La strada per li uffici è indicata sul sito. Atto del 10/09/2026."
)


def generi(testo: str, vietati: DatiVietati = FAMIGLIA) -> set[Genere]:
    return {trovato.genere for trovato in cerca_identita(testo, vietati)}


def test_un_testo_senza_nessuno_passa() -> None:
    assert cerca_identita(PULITO, FAMIGLIA) == ()


@pytest.mark.parametrize(
    ("scritto", "genere"),
    [
        ("al signor ROSSI", Genere.NOME),
        ("al signor rossi.", Genere.NOME),
        ("al signor Ros-si", Genere.NOME),
        ("al signor Ros-\n  si", Genere.NOME),
        ("al signor R O S S I", Genere.NOME),
        ("al signor R.o.s.s.i", Genere.NOME),
        ("a Nicolo' come richiesto", Genere.NOME),
        ("a NICOLÒ", Genere.NOME),
        ("a Dangelo", Genere.NOME),
        ("a D’Angelo", Genere.NOME),
        ("alla famiglia Li", Genere.NOME),
        ("alla famiglia LI", Genere.NOME),
        ("codice RSSNCL85C12Z999X", Genere.CODICE),
        ("codice rssncl 85c12 z999x", Genere.CODICE),
        ("codice RSSNCL-85C12-Z999X", Genere.CODICE),
        ("codice RSSNCL", Genere.CODICE),
        ("codice di altri VRDLGU70A01F205X", Genere.CODICE),
        ("abita in via dei Tigli Finti", Genere.INDIRIZZO),
        ("abita in V. TIGLI-FINTI, 12", Genere.INDIRIZZO),
        ("telefono 3330007001", Genere.RECAPITO),
        ("telefono 333-000.7001", Genere.RECAPITO),
        ("posta NICOLO@esempio.invalid", Genere.RECAPITO),
        ("nato il 12/03/1985", Genere.NASCITA),
        ("nato il 12 marzo 1985", Genere.NASCITA),
        ("nato il 1985-03-12", Genere.NASCITA),
        ("ISEE di 4.321,50 euro", Genere.ISEE),
        ("ISEE 4321,5", Genere.ISEE),
        ("ISEE 4 321,50", Genere.ISEE),
        ("cure ONCOLOGICHE", Genere.SALUTE),
        ("in carico al SerD", Genere.SALUTE),
        ("per l'invalidità", Genere.SALUTE),
    ],
)
def test_ogni_modo_di_scrivere_si_trova(scritto: str, genere: Genere) -> None:
    assert genere in generi(f"Contributo concesso {scritto} per spese.")


def test_un_nome_dentro_una_parola_piu_lunga_non_e_quel_nome() -> None:
    assert generi("La strada rossiccia di Adalgisa", DatiVietati(nomi=("Ada", "Rossi"))) == set()


@pytest.mark.parametrize(
    "oggetto",
    [
        "Aiuto per la sclerosi multipla",
        "Aiuto per la S.L.A. del padre",
        "Spese per la cardiomiopatia",
        "Ausili per paraplegici",
        "Contributo a madre in gravidanza",
        "Nido per il figlio di una donna vittima",
        "Rientro dal gioco d'azzardo",
        "Famiglia di un recluso",
        "Aiuto a un nucleo in povertà",
        "Rimborso dell’alzheimer",
    ],
)
def test_una_malattia_o_un_disagio_si_riconosce_dall_elenco_vero(oggetto: str) -> None:
    assert generi(oggetto, DatiVietati(salute=parole_riservate())) == {Genere.SALUTE}


def test_le_parole_dell_elenco_non_fermano_gli_oggetti_di_ogni_giorno() -> None:
    vietati = DatiVietati(salute=parole_riservate())
    for oggetto in ("Sostegno economico", "Contributo per l'affitto", "Buono sociale", PULITO):
        assert cerca_identita(oggetto, vietati) == ()


def test_il_nome_dell_ente_o_della_misura_non_e_di_una_persona() -> None:
    vietati = DatiVietati(nomi=("Esempio", "Dario"))
    testo = "Ambito di Esempio. Il dirigente Dario Dirigente concede."
    assert generi(testo, vietati) == {Genere.NOME}
    assert cerca_identita(testo, vietati, frasi_ammesse=("Ambito di Esempio", "Dario Dirigente")) == ()
    assert cerca_identita(
        f"{testo} A Esempio.", vietati, frasi_ammesse=("Ambito di Esempio", "Dario Dirigente")
    )


def test_l_importo_dell_atto_si_puo_scrivere_anche_se_e_uguale_all_isee() -> None:
    assert generi("Euro 4.321,50") == {Genere.ISEE}
    assert not cerca_identita("Euro 4.321,50", FAMIGLIA, importi_ammessi=[Decimal("4321.50")])


@given(
    st.text(alphabet="abcdefghilmnopqrstuvz", min_size=3, max_size=12),
    st.text(alphabet=" .-'", min_size=1, max_size=2),
    st.booleans(),
)
def test_nessuna_separazione_di_lettere_nasconde_un_cognome(
    cognome: str, separatore: str, maiuscolo: bool
) -> None:
    scritto = separatore.join(cognome.upper() if maiuscolo else cognome)
    assert Genere.NOME in generi(f"concesso a {scritto} oggi", DatiVietati(nomi=(cognome,)))


def test_il_piccolo_gruppo_si_segnala_e_non_blocca() -> None:
    pochi = Indizi(comune_indicato=True, stessa_misura=2, stesso_comune=1, stesso_giorno_e_importo=1)
    assert [a.codice for a in avvisi_piccolo_gruppo(pochi, minimo=5)] == [
        "MISURA_RARA",
        "COMUNE_PICCOLO",
        "GIORNO_E_IMPORTO",
    ]
    senza_comune = Indizi(comune_indicato=False, stessa_misura=5, stesso_comune=1, stesso_giorno_e_importo=1)
    assert avvisi_piccolo_gruppo(senza_comune, minimo=5) == ()
    assert {a.livello for a in avvisi_piccolo_gruppo(pochi, minimo=5)} == {"avviso"}
