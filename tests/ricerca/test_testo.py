import pytest

from adi_platform.errori import DominioError
from adi_platform.ricerca.testo import nome_proprio, normalizza, pulisci_testo


@pytest.mark.parametrize(
    ("scritto", "atteso"),
    [
        ("Nicolò D'Angelo", "nicolo dangelo"),
        ("NICOLO' D’ANGELO", "nicolo dangelo"),
        ("NICOLO` D`ANGELO", "nicolo dangelo"),
        ("Sanverdi-Orlani", "sanverdi orlani"),
        ("De’ Pini", "de pini"),
        ("Łukasik-Zet Đorđe", "lukasik zet dorde"),
        ("Yıldızer Işık İlker", "yildizer isik ilker"),
        ("Øyvind", "oyvind"),
        ("Nicolo\u0300", "nicolo"),
        ("Ros\u202esi\u200b", "rossi"),
        ("Ros\x00si", "rossi"),
        ("  Maria   Grazia\t", "maria grazia"),
        ("Ｒｏｓｓｉ", "rossi"),
        ("Straße", "strasse"),
        ("Петров", "петров"),
        ("", ""),
        ("…!?", ""),
    ],
)
def test_normalizza_toglie_accenti_apostrofi_e_maiuscole(scritto: str, atteso: str) -> None:
    assert normalizza(scritto) == atteso


@pytest.mark.parametrize("scritto", ["Nicolò D'Angelo", "İstanbullu", "Đorđelić", "ﬁne", "½"])
def test_normalizzare_due_volte_non_cambia_nulla(scritto: str) -> None:
    assert normalizza(normalizza(scritto)) == normalizza(scritto)


def test_pulisci_testo_compone_gli_accenti_e_toglie_i_comandi_bidirezionali() -> None:
    assert pulisci_testo("  Nicolo\u0300 \u202eD'Angelo\u200b ") == "Nicolò D'Angelo"


def test_pulisci_testo_tiene_gli_a_capo_solo_se_richiesto() -> None:
    assert pulisci_testo("una\r\nriga") == "una riga"
    assert pulisci_testo("una\r\nriga", piu_righe=True) == "una\nriga"


@pytest.mark.parametrize("scritto", ["Ros\x00si", "Ros\x1bsi", "\ud800"])
def test_pulisci_testo_rifiuta_nul_e_caratteri_di_controllo(scritto: str) -> None:
    with pytest.raises(DominioError, match="caratteri che non si possono salvare"):
        pulisci_testo(scritto)


@pytest.mark.parametrize(
    ("scritto", "atteso"),
    [
        ("D'ANGELO", "D'Angelo"),
        ("NICOLO'", "Nicolò"),
        ("D’ALO’ NICCOLO`", "D’Alò Niccolò"),
        ("DE LUCA", "De Luca"),
        ("DELLA PIEVE MARIA GRAZIA", "Della Pieve Maria Grazia"),
        ("DALL'ARCO", "Dall'Arco"),
        ("SANT’IRIDE", "Sant’Iride"),
        ("DE' PINI", "De' Pini"),
        ("ROSSI-BIANCHI", "Rossi-Bianchi"),
        ("NOE'", "Noè"),
        ("JOSE'", "José"),
        ("NÚÑEZ TARMA", "Núñez Tarma"),
        ("ZIVANIC'", "Zivanic'"),
        ("SA'AD", "Sa'ad"),
        ("O'BRIEN", "O'Brien"),
        ("MCCARTHY", "McCarthy"),
        ("İPEK", "İpek"),
        ("NICOLO''", "Nicolò"),
        ("D''ANGELO", "D'Angelo"),
        ("ROSSI '", "Rossi '"),
    ],
)
def test_un_nome_in_capitali_diventa_un_nome_proprio(scritto: str, atteso: str) -> None:
    assert nome_proprio(scritto) == atteso
    assert normalizza(scritto) == normalizza(atteso)


@pytest.mark.parametrize(
    "scritto", ["McCarthy", "de Luca", "Nicolo'", "ROSSI Bianchi", "van der Berg", "李", "'", ""]
)
def test_un_nome_scritto_da_qualcuno_resta_come_e_scritto(scritto: str) -> None:
    assert nome_proprio(scritto) == scritto
