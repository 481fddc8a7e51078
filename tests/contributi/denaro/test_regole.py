"""The arithmetic of the money: instalments, renewals, bank codes, recoveries, statements."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adi_platform.errori import DominioError
from contributi.rules.coordinate import leggi_codice_fiscale, leggi_iban, leggi_partita_iva, mascherato
from contributi.rules.denaro_misura import limiti_rinnovo, merci
from contributi.rules.piano_rate import dividi, piano_rate
from contributi.rules.recupero import piano_recupero, somma_indebita
from contributi.rules.rendiconto import RigaRendiconto, rendiconto
from contributi.rules.rinnovi import LimitiRinnovo, PeriodoConcesso, verifica_rinnovo

GIORNO = datetime.date
# RIA di sostegno: 6 months, 6 more, then one month without (fonti 002).
SOSTEGNO = LimitiRinnovo(mesi_ciclo=12, mesi_interruzione=1, articolo="R.I.A. di sostegno")
# Contributi ordinari: one renewal (fonti 003 art. 10, A13).
ORDINARI = LimitiRinnovo(rinnovi_massimi=1, articolo="art. 10")
IBAN = "IT60X0542811101000000123456"


def sei_mesi(anno: int, mese: int) -> PeriodoConcesso:
    dal = GIORNO(anno, mese, 1)
    fine = GIORNO(anno + (mese + 6 > 12), (mese + 5) % 12 + 1, 1) - datetime.timedelta(days=1)
    return PeriodoConcesso(dal=dal, al=fine, mesi=6)


def test_l_ultima_rata_prende_l_arrotondamento() -> None:
    rate = piano_rate(importo_totale=Decimal("100.00"), mesi=3, dal=GIORNO(2026, 11, 23))
    assert [r.importo for r in rate] == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert [r.mese for r in rate] == [GIORNO(2026, 11, 1), GIORNO(2026, 12, 1), GIORNO(2027, 1, 1)]


def test_senza_mesi_la_rata_e_una() -> None:
    (rata,) = piano_rate(importo_totale=Decimal("300"), mesi=None, dal=GIORNO(2026, 1, 31))
    assert (rata.importo, rata.mese) == (Decimal("300.00"), GIORNO(2026, 1, 1))


@given(st.decimals(min_value=Decimal("0.60"), max_value=Decimal("99999"), places=2), st.integers(1, 60))
def test_le_parti_sommate_fanno_sempre_l_intero(intero: Decimal, parti: int) -> None:
    assert sum(dividi(intero, parti)) == intero
    assert len(dividi(intero, parti)) == parti
    assert min(dividi(intero, parti)) > 0


@pytest.mark.parametrize(("intero", "parti"), [("0", 1), ("-5", 2), ("10", 0), ("0.02", 3)])
def test_un_piano_impossibile_viene_rifiutato(intero: str, parti: int) -> None:
    with pytest.raises(DominioError):
        dividi(Decimal(intero), parti)


def test_sei_mesi_e_altri_sei_si_possono_concedere() -> None:
    esito = verifica_rinnovo(precedenti=[sei_mesi(2026, 1)], dal=GIORNO(2026, 7, 1), mesi=6, limiti=SOSTEGNO)
    assert esito.ok


@pytest.mark.parametrize(
    ("dal", "ammesso"),
    [(GIORNO(2027, 1, 1), False), (GIORNO(2027, 1, 31), False), (GIORNO(2027, 2, 1), True)],
)
def test_dopo_dodici_mesi_serve_il_mese_di_interruzione(dal: datetime.date, *, ammesso: bool) -> None:
    precedenti = [sei_mesi(2026, 1), sei_mesi(2026, 7)]
    esito = verifica_rinnovo(precedenti=precedenti, dal=dal, mesi=6, limiti=SOSTEGNO)
    assert esito.ok is ammesso
    assert ammesso or "01/02/2027" in esito.motivi[0].testo


def test_il_secondo_rinnovo_non_e_ammesso_se_non_in_deroga() -> None:
    precedenti = [sei_mesi(2026, 1), sei_mesi(2026, 7)]
    dal = GIORNO(2027, 1, 1)
    esito = verifica_rinnovo(precedenti=precedenti, dal=dal, mesi=6, limiti=ORDINARI)
    assert [m.codice for m in esito.motivi] == ["RINNOVI_FINITI"]
    assert "una volta" in esito.motivi[0].testo
    deroga = verifica_rinnovo(precedenti=precedenti, dal=dal, mesi=6, limiti=ORDINARI, in_deroga=True)
    assert deroga.ok
    assert deroga.motivi[0].superato


def test_due_aiuti_della_stessa_misura_non_si_sovrappongono() -> None:
    esito = verifica_rinnovo(
        precedenti=[sei_mesi(2026, 1)], dal=GIORNO(2026, 6, 30), mesi=3, limiti=LimitiRinnovo()
    )
    assert [m.codice for m in esito.motivi] == ["GIA_IN_CORSO"]


def test_i_limiti_si_leggono_dal_file_della_misura() -> None:
    requisiti = [
        {"codice": "a", "tipo": "ciclo", "articolo": "durata", "parametri": {"massimo": 12}},
        {"codice": "b", "tipo": "interruzione", "articolo": "pausa", "parametri": {"mesi": 1}},
    ]
    beni = [{"codice": "alimentari", "nome": "Alimentari", "articolo": "art. 13", "nota": "no alcolici"}]
    contenuto = {"misure": [{"requisiti": requisiti, "beni": beni}]}
    letti = limiti_rinnovo(contenuto, rinnovi_massimi=1)
    assert (letti.rinnovi_massimi, letti.mesi_ciclo, letti.mesi_interruzione) == (None, 12, 1)
    con_rinnovo = {"misure": [{"requisiti": [{"tipo": "rinnovo", "articolo": ["art. 7", "art. 10"]}]}]}
    assert limiti_rinnovo(con_rinnovo, rinnovi_massimi=1).rinnovi_massimi == 1
    assert limiti_rinnovo(con_rinnovo, rinnovi_massimi=1).articolo == "art. 7, art. 10"
    assert limiti_rinnovo({"codice": "x"}, rinnovi_massimi=1) == LimitiRinnovo()
    assert [(m.codice, m.nota) for m in merci(contenuto)] == [("alimentari", "no alcolici")]


def test_il_buono_vale_per_le_merci_chieste() -> None:
    beni = [{"codice": codice, "nome": codice} for codice in ("alimentari", "igiene", "infanzia")]
    requisiti = [{"tipo": "voce_della_misura", "parametri": {"fatto": "beni_voucher", "elenco": "beni"}}]
    contenuto = {"misure": [{"beni": beni, "requisiti": requisiti}]}
    fatti = {"beni_voucher": {"valore": ["igiene", "alimentari"], "prova": "domanda"}}
    assert [m.codice for m in merci(contenuto, fatti=fatti)] == ["alimentari", "igiene"]
    assert len(merci(contenuto)) == 3


@pytest.mark.parametrize("scritto", [IBAN, "it60 x054 2811 1010 0000 0123 456"])
def test_un_iban_giusto_si_legge_comunque_sia_scritto(scritto: str) -> None:
    assert leggi_iban(scritto) == IBAN
    assert mascherato(IBAN) == "IT60 … 3456"


@pytest.mark.parametrize(
    "scritto", ["", "IT60X0542811101000000123457", "IT61X0542811101000000123456", "ciao", "=1+1"]
)
def test_un_iban_sbagliato_viene_rifiutato_accanto_al_campo(scritto: str) -> None:
    with pytest.raises(DominioError, match="IBAN") as errore:
        leggi_iban(scritto)
    assert errore.value.campo == "iban"


def test_partita_iva_e_codice_fiscale_hanno_la_loro_cifra_di_controllo() -> None:
    assert leggi_partita_iva("99999990015") == "99999990015"
    with pytest.raises(DominioError, match="partita IVA"):
        leggi_partita_iva("99999990016")
    with pytest.raises(DominioError, match="codice fiscale"):
        leggi_codice_fiscale("ABCDEF")


def test_la_somma_indebita_si_rende_in_rate_mensili() -> None:
    importo = somma_indebita(pagato=Decimal("500"), dovuto=Decimal("149.99"))
    piano = piano_recupero(importo=importo, rate=3, primo_termine=GIORNO(2026, 12, 31))
    assert [r.importo for r in piano] == [Decimal("116.67"), Decimal("116.67"), Decimal("116.67")]
    assert [r.entro for r in piano] == [GIORNO(2026, 12, 31), GIORNO(2027, 1, 31), GIORNO(2027, 2, 28)]
    assert somma_indebita(pagato=Decimal("10"), dovuto=Decimal("20")) == 0
    with pytest.raises(DominioError, match="da 1 a 60"):
        piano_recupero(importo=importo, rate=61, primo_termine=GIORNO(2026, 12, 31))


def test_il_rendiconto_somma_i_centesimi_in_ordine_di_giorno() -> None:
    righe = [
        RigaRendiconto(
            giorno=GIORNO(2026, 11, g), riferimento="ABCD", scontrino=str(g), importo=Decimal("0.10")
        )
        for g in (3, 1, 2)
    ]
    mese = rendiconto(righe)
    assert mese.totale == Decimal("0.30")
    assert [r.giorno.day for r in mese.righe] == [1, 2, 3]
