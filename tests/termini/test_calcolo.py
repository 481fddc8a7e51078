from datetime import date, timedelta

import pytest

from adi_platform.calendario.giorni import Calendario, GiornoFisso
from adi_platform.termini.calcolo import (
    Orologio,
    Termine,
    Unita,
    calcola,
    giorni_residui,
    orologio,
    scadenza,
)
from adi_platform.termini.periodo import Periodo, uniti
from adi_platform.termini.sospensioni import Interruzione, Sospensione

PROTOCOLLO = date(2026, 3, 2)


def sospensione(evento: date, *, fine: date | None = None, tetto_giorni: int | None = None) -> Sospensione:
    return Sospensione(
        evento=evento, fine=fine, tetto_giorni=tetto_giorni, causa="prova", riferimento="art. 1"
    )


def interruzione(evento: date, *, tetto_giorni: int | None = None, fine: date | None = None) -> Interruzione:
    return Interruzione(
        evento=evento, fine=fine, tetto_giorni=tetto_giorni, causa="prova", riferimento="art. 1"
    )


def test_il_giorno_iniziale_non_si_conta() -> None:
    assert scadenza(Termine(inizio=PROTOCOLLO, quanti=180)) == date(2026, 8, 29)
    assert scadenza(Termine(inizio=PROTOCOLLO, quanti=0)) == PROTOCOLLO


def test_i_giorni_lavorativi_saltano_le_feste() -> None:
    ufficio = Calendario(sabato_festivo=True)
    termine = Termine(inizio=date(2026, 3, 16), quanti=20, unita=Unita.GIORNI_LAVORATIVI, calendario=ufficio)
    assert scadenza(termine) == date(2026, 4, 14)
    assert giorni_residui(termine, al=date(2026, 4, 3)) == 6


def test_i_mesi_sospesi_si_allungano_dei_giorni_di_pausa() -> None:
    termine = Termine(inizio=date(2025, 8, 31), quanti=6, unita=Unita.MESI)
    assert scadenza(termine) == date(2026, 2, 28)
    sospeso = Termine(
        inizio=date(2025, 8, 31),
        quanti=6,
        unita=Unita.MESI,
        sospensioni=(sospensione(date(2025, 10, 1), fine=date(2025, 10, 11)),),
    )
    assert scadenza(sospeso) == date(2026, 3, 10)


def test_la_sospensione_si_ferma_al_tetto() -> None:
    senza_fine = sospensione(date(2026, 4, 1), tetto_giorni=30)
    tardiva = sospensione(date(2026, 4, 1), fine=date(2026, 5, 20), tetto_giorni=30)
    for fermo in (senza_fine, tardiva):
        assert fermo.ultimo_giorno == date(2026, 5, 1)
        assert scadenza(Termine(inizio=PROTOCOLLO, quanti=180, sospensioni=(fermo,))) == date(2026, 9, 28)


def test_pause_sovrapposte_contano_una_volta() -> None:
    prima = sospensione(date(2026, 4, 1), fine=date(2026, 4, 20))
    seconda = sospensione(date(2026, 4, 10), fine=date(2026, 5, 1))
    termine = Termine(inizio=PROTOCOLLO, quanti=180, sospensioni=(seconda, prima))
    assert scadenza(termine) == date(2026, 8, 29) + timedelta(days=30)


def test_l_interruzione_fa_ripartire_e_cancella_le_pause_anteriori() -> None:
    termine = Termine(
        inizio=PROTOCOLLO,
        quanti=180,
        sospensioni=(sospensione(date(2026, 3, 5), fine=date(2026, 3, 15)),),
        interruzioni=(interruzione(date(2026, 4, 1), fine=date(2026, 4, 20)),),
    )
    assert scadenza(termine) == date(2026, 10, 17)


def test_una_sospensione_a_cavallo_della_ripartenza_conta_solo_per_il_resto() -> None:
    termine = Termine(
        inizio=PROTOCOLLO,
        quanti=180,
        sospensioni=(sospensione(date(2026, 4, 15), fine=date(2026, 4, 25)),),
        interruzioni=(interruzione(date(2026, 4, 1), fine=date(2026, 4, 20)),),
    )
    assert scadenza(termine) == date(2026, 10, 22)


def test_un_fatto_dopo_la_scadenza_non_la_riapre() -> None:
    dopo = date(2026, 9, 1)
    sospeso = Termine(inizio=PROTOCOLLO, quanti=180, sospensioni=(sospensione(dopo, tetto_giorni=30),))
    interrotto = Termine(inizio=PROTOCOLLO, quanti=180, interruzioni=(interruzione(dopo, tetto_giorni=30),))
    for termine in (sospeso, interrotto):
        assert scadenza(termine) == date(2026, 8, 29)
        assert orologio(termine, al=date(2026, 9, 2)) is Orologio.SCADUTO


def test_l_ultimo_giorno_festivo_slitta_solo_se_richiesto() -> None:
    patrono = Calendario(patrono=GiornoFisso(mese=8, giorno=31))
    fermo = Termine(inizio=PROTOCOLLO, quanti=181)
    slittato = Termine(inizio=PROTOCOLLO, quanti=181, slitta=True, calendario=patrono)
    assert scadenza(fermo) == date(2026, 8, 30)
    assert scadenza(slittato) == date(2026, 9, 1)
    assert calcola(slittato).slittata
    assert giorni_residui(slittato, al=date(2026, 8, 29)) == 3
    assert giorni_residui(slittato, al=date(2026, 8, 31)) == 1


def test_i_residui_sono_zero_l_ultimo_giorno_e_negativi_dopo() -> None:
    termine = Termine(inizio=PROTOCOLLO, quanti=180)
    assert giorni_residui(termine, al=PROTOCOLLO - timedelta(days=9)) == 180
    assert giorni_residui(termine, al=date(2026, 8, 29)) == 0
    assert giorni_residui(termine, al=date(2026, 8, 31)) == -2


def test_l_orologio_e_fermo_dal_giorno_dopo_l_evento_al_giorno_finale() -> None:
    termine = Termine(
        inizio=PROTOCOLLO, quanti=180, sospensioni=(sospensione(date(2026, 4, 1), fine=date(2026, 4, 20)),)
    )
    stati = [orologio(termine, al=date(2026, 4, g)) for g in (1, 2, 20, 21)]
    assert stati == [Orologio.CORRE, Orologio.FERMO, Orologio.FERMO, Orologio.CORRE]
    assert {giorni_residui(termine, al=date(2026, 4, g)) for g in (1, 2, 20)} == {150}


def test_periodi_attigui_e_vuoti_si_uniscono() -> None:
    giorno = [date(2026, 1, n) for n in range(1, 9)]
    periodi = (
        Periodo(dal=giorno[4], al=giorno[6]),
        Periodo(dal=giorno[0], al=giorno[2]),
        Periodo(dal=giorno[2], al=giorno[3]),
        Periodo(dal=giorno[7], al=giorno[7]),
    )
    unione = uniti(periodi)
    assert [(p.dal, p.ultimo_giorno) for p in unione] == [(giorno[0], giorno[2]), (giorno[4], giorno[5])]


def test_valori_impossibili_sono_rifiutati() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Periodo(dal=date(2026, 2, 2), al=date(2026, 2, 1))
    with pytest.raises(ValueError, match="end or a cap"):
        sospensione(PROTOCOLLO)
    with pytest.raises(ValueError, match="before its event"):
        sospensione(PROTOCOLLO, fine=PROTOCOLLO - timedelta(days=1))
    with pytest.raises(ValueError, match="cap cannot"):
        sospensione(PROTOCOLLO, tetto_giorni=-1)
    with pytest.raises(ValueError, match="term cannot"):
        Termine(inizio=PROTOCOLLO, quanti=-1)
