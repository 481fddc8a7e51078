from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adi_platform.norme.errori import (
    NormaError,
    ParametroNonModificabile,
    ParametroSconosciuto,
    ParametroSenzaValore,
    ValoreNonValido,
)
from adi_platform.norme.loader import (
    FileParametroNonValido,
    ValoreAmbito,
    elenco_parametri,
    leggi_cartella,
    norme_nazionali,
    parametro,
)
from adi_platform.norme.valori import Parametro, UnitaMisura

FILE_BUONO = """\
descrizione: Prova
unita: euro
modificabile: true
valori:
  - dal: 2024-01-01
    valore: "10.50"
    riferimento: Norma di prova
    evidenza: S H
  - dal: 2025-01-01
    fino_al: 2025-12-31
    valore: "11.50"
    riferimento: Norma di prova
    evidenza: NC
"""


def scrivi(cartella: Path, testo: str, nome: str = "prova.yaml") -> Path:
    (cartella / "materia").mkdir(exist_ok=True)
    (cartella / "materia" / nome).write_text(testo, encoding="utf-8")
    return cartella


@pytest.mark.parametrize(
    ("al", "atteso"),
    [
        (date(2024, 12, 31), Decimal("9360.00")),
        (date(2025, 1, 1), Decimal("10140.00")),
        (date(2026, 3, 1), Decimal("10140.00")),
    ],
)
def test_la_soglia_isee_cambia_con_la_data(al: date, atteso: Decimal) -> None:
    soglia = parametro("adi.soglia_isee", al=al)
    assert soglia.decimale == atteso
    assert isinstance(soglia.valore, Decimal)
    assert "DL 48/2023" in soglia.riferimento


def test_un_parametro_inventato_e_un_errore_chiaro() -> None:
    with pytest.raises(ParametroSconosciuto, match=r"«adi\.soglia_isse» non esiste"):
        parametro("adi.soglia_isse", al=date(2025, 1, 1))


def test_una_data_prima_del_primo_valore_e_un_errore_chiaro() -> None:
    with pytest.raises(ParametroSenzaValore, match=r"al 01/01/2020: il primo vale dal 18/12/2023"):
        parametro("adi.soglia_isee", al=date(2020, 1, 1))


def test_un_valore_finito_non_vale_piu() -> None:
    assert parametro("adi.contributo_straordinario_massimo", al=date(2025, 12, 31)).decimale == 500
    with pytest.raises(ParametroSenzaValore, match="in vigore al 01/01/2026"):
        parametro("adi.contributo_straordinario_massimo", al=date(2026, 1, 1))


def test_un_parametro_mai_confermato_va_impostato_dall_ambito() -> None:
    with pytest.raises(ParametroSenzaValore, match="va impostato dall'Ambito"):
        parametro("siuss.invio_giorni", al=date(2026, 1, 1))
    scelta = {"siuss.invio_giorni": [ValoreAmbito(valore="30", dal=date(2026, 1, 1), riferimento="Atto 1")]}
    assert parametro("siuss.invio_giorni", al=date(2026, 1, 1), ambito=scelta).intero == 30


def test_l_ambito_cambia_un_valore_per_un_periodo() -> None:
    scelta = {
        "procedimento.termine_giorni": [
            ValoreAmbito(
                valore="90",
                dal=date(2026, 1, 1),
                fino_al=date(2026, 6, 30),
                riferimento="Delibera inventata 1",
            )
        ]
    }
    norme = norme_nazionali().con_ambito(scelta)
    giorni = {mese: norme.valore("procedimento.termine_giorni", al=date(2026, mese, 1)) for mese in (6, 7)}
    assert (giorni[6].intero, giorni[6].dell_ambito) == (90, True)
    assert (giorni[7].intero, giorni[7].dell_ambito) == (180, False)
    assert norme_nazionali().valore("procedimento.termine_giorni", al=date(2026, 6, 1)).intero == 180


def test_l_ambito_non_cambia_una_soglia_nazionale_certa() -> None:
    scelta = {"adi.soglia_isee": [ValoreAmbito(valore="1", dal=date(2026, 1, 1), riferimento="x")]}
    with pytest.raises(ParametroNonModificabile, match="norma nazionale"):
        norme_nazionali().con_ambito(scelta)


@pytest.mark.parametrize(
    ("chiave", "testo"),
    [
        ("procedimento.termine_giorni", "centottanta"),
        ("procedimento.termine_giorni", "-1"),
        ("procedimento.termine_giorni", "9" * 40),
        ("procedimento.termine_giorni", "²"),
        ("procedimento.a2_rinvio", "boh"),
        ("contributi.isee_massimo", "NaN"),
        ("contributi.isee_massimo", "-5"),
        ("contributi.isee_massimo", "10\x0000"),
        ("contributi.a15_tipi_isee", "ordinario|fantasia"),
        ("puc.pagamento_trimestre_giorno", "32"),
    ],
)
def test_un_valore_scritto_male_e_rifiutato_con_un_messaggio(chiave: str, testo: str) -> None:
    with pytest.raises(ValoreNonValido, match="non è un valore adatto"):
        norme_nazionali().definizione(chiave).leggi(testo)


def test_gli_importi_accettano_la_virgola() -> None:
    assert norme_nazionali().definizione("contributi.isee_massimo").leggi(" 9500,50 ") == Decimal("9500.50")


def test_chiedere_il_tipo_sbagliato_e_un_errore() -> None:
    soglia = parametro("adi.soglia_isee", al=date(2025, 1, 1))
    scelta = parametro("procedimento.a2_rinvio", al=date(2025, 1, 1))
    for leggi in (lambda: soglia.intero, lambda: soglia.testo, lambda: soglia.elenco, lambda: soglia.data):
        with pytest.raises(ValoreNonValido):
            leggi()
    with pytest.raises(ValoreNonValido, match="non è un numero"):
        assert scelta.decimale


def test_ogni_parametro_ha_descrizione_fonte_ed_evidenza() -> None:
    parametri = elenco_parametri()
    assert len(parametri) > 100
    for voce in parametri:
        assert voce.descrizione
        assert all(valore.riferimento and valore.evidenza for valore in voce.valori)
        if voce.unita is UnitaMisura.SCELTA:
            assert {valore.testo for valore in voce.valori} <= set(voce.opzioni)


def test_cio_che_non_e_certo_si_puo_cambiare_per_ambito() -> None:
    for voce in elenco_parametri():
        incerto = not voce.valori or any(v.evidenza not in {"S H", "K H"} for v in voce.valori)
        assert voce.modificabile or not incerto, voce.chiave


def test_un_valore_non_confermato_si_riconosce() -> None:
    assert parametro("adi.soglia_reddito", al=date(2026, 4, 1)).da_confermare
    assert not parametro("adi.soglia_reddito", al=date(2025, 4, 1)).da_confermare


def test_l_elenco_si_filtra_per_materia() -> None:
    assert {voce.materia for voce in elenco_parametri("puc")} == {"puc"}


def test_una_cartella_aggiunge_valori_nuovi(tmp_path: Path) -> None:
    base = leggi_cartella(scrivi(tmp_path, FILE_BUONO))
    altra = tmp_path / "altra"
    altra.mkdir()
    nuovo = FILE_BUONO.replace("2024-01-01", "2027-01-01").replace("10.50", "12.00")
    aggiornata = base.con_cartella(scrivi(altra, nuovo.split("  - dal: 2025")[0]))
    scrivi(altra, FILE_BUONO, "nuovo.yaml")
    assert aggiornata.valore("materia.prova", al=date(2027, 5, 1)).decimale == 12
    assert aggiornata.valore("materia.prova", al=date(2025, 5, 1)).decimale == Decimal("11.50")
    assert "materia.nuovo" in base.con_cartella(altra).parametri


def test_una_cartella_non_cambia_l_unita(tmp_path: Path) -> None:
    base = leggi_cartella(scrivi(tmp_path, FILE_BUONO))
    altra = tmp_path / "altra"
    altra.mkdir()
    scrivi(altra, FILE_BUONO.replace("unita: euro", "unita: coefficiente"))
    with pytest.raises(FileParametroNonValido, match="unit cannot change"):
        base.con_cartella(altra)


@pytest.mark.parametrize(
    ("vecchio", "nuovo"),
    [
        ('"10.50"', "10.50"),
        ("S H", "sicuro"),
        ("unita: euro", "unita: dobloni"),
        ("riferimento: Norma di prova\n    evidenza: S H", "evidenza: S H"),
        ("2025-01-01", "2023-01-01"),
        ("2025-01-01", "2024-01-01"),
        ("2025-12-31", "2024-12-31"),
        ("descrizione: Prova\n", ""),
        ("modificabile: true", "modificabile: true\naltro: 1"),
        ('"10.50"', '"dieci"'),
        ("valori:", "valori: ["),
    ],
)
def test_un_file_scritto_male_ferma_il_programma(tmp_path: Path, vecchio: str, nuovo: str) -> None:
    assert vecchio in FILE_BUONO
    with pytest.raises(FileParametroNonValido, match=r"materia\.prova"):
        leggi_cartella(scrivi(tmp_path, FILE_BUONO.replace(vecchio, nuovo, 1)))


@given(st.sampled_from(elenco_parametri()), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_il_valore_trovato_e_l_ultimo_entrato_in_vigore(definizione: Parametro, al: date) -> None:
    validi = [v for v in definizione.valori if v.dal <= al and not (v.fino_al and v.fino_al < al)]
    if validi:
        assert norme_nazionali().valore(definizione.chiave, al=al) == max(validi, key=lambda v: v.dal)
    else:
        with pytest.raises(NormaError):
            norme_nazionali().valore(definizione.chiave, al=al)


@given(st.text(max_size=12))
def test_nessun_testo_manda_in_errore_imprevisto_la_lettura(testo: str) -> None:
    for voce in elenco_parametri("procedimento"):
        try:
            voce.leggi(testo)
        except ValoreNonValido:
            continue
