"""What the worked examples of the office do not cover, and the properties of every clock."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adi_platform.calendario.mesi import Mese
from adi_platform.norme.loader import Norme, ValoreAmbito, norme_nazionali
from cases.rules.scadenze_adi import SCADENZE
from cases.rules.termini_adi import calcola_termine_adi
from cases.rules.valori_termini import (
    DatoMancante,
    Effetto,
    Evento,
    FattiAdi,
    Regola,
    Stato,
    TermineAdi,
    TipoEvento,
)

PAD = date(2026, 1, 12)
SCADENZA = date(2026, 5, 12)
GIORNI = st.dates(min_value=date(2024, 6, 1), max_value=date(2030, 12, 31))
EVENTI = st.lists(st.builds(Evento, tipo=st.sampled_from(list(TipoEvento)), giorno=GIORNI), max_size=6).map(
    tuple
)
PARTENZE = frozenset(Regola) - {Regola.REGISTRAZIONE}


def evento(tipo: TipoEvento, giorno: date) -> Evento:
    return Evento(tipo=tipo, giorno=giorno)


def primo_incontro(
    al: date, *eventi: Evento, norme: Norme | None = None, monitoraggio: bool = False
) -> TermineAdi:
    fatti = FattiAdi(data_domanda=PAD, data_pad=PAD, eventi=eventi, monitoraggio=monitoraggio)
    return calcola_termine_adi(Regola.PRIMO_INCONTRO, fatti, al=al, norme=norme)


def semplice(
    regola: Regola, inizio: date, al: date, *eventi: Evento, norme: Norme | None = None
) -> TermineAdi:
    return calcola_termine_adi(regola, FattiAdi(iniziale=inizio, eventi=eventi), al=al, norme=norme)


def test_un_assenza_non_valutata_non_propone_sanzioni() -> None:
    esito = primo_incontro(date(2026, 5, 20), evento(TipoEvento.APPUNTAMENTO_MANCATO, date(2026, 5, 4)))
    assert esito.effetto is Effetto.ASSENZA_DA_VALUTARE
    assert "sentire la persona" in esito.passi[-1].testo


def test_prima_della_scadenza_l_assenza_ingiustificata_ricorda_i_giorni_per_segnalarla() -> None:
    esito = primo_incontro(date(2026, 4, 8), evento(TipoEvento.ASSENZA_INGIUSTIFICATA, date(2026, 4, 7)))
    assert (esito.stato, esito.effetto) == (Stato.IN_CORSO, Effetto.NESSUNO)
    assert "i giorni per segnalarla" in esito.passi[-1].testo


def test_il_motivo_registrato_dopo_la_scadenza_salva_chi_era_assente_nel_termine() -> None:
    esito = primo_incontro(
        date(2026, 5, 20),
        evento(TipoEvento.APPUNTAMENTO_MANCATO, date(2026, 5, 11)),
        evento(TipoEvento.GIUSTIFICATO_MOTIVO, date(2026, 5, 14)),
    )
    assert (esito.stato, esito.scadenza) == (Stato.IN_CORSO, date(2026, 9, 11))


def test_un_motivo_per_un_assenza_dopo_la_scadenza_non_la_riapre() -> None:
    esito = primo_incontro(
        date(2026, 6, 20),
        evento(TipoEvento.APPUNTAMENTO_MANCATO, date(2026, 6, 1)),
        evento(TipoEvento.GIUSTIFICATO_MOTIVO, date(2026, 6, 3)),
    )
    assert (esito.stato, esito.scadenza) == (Stato.SCADUTO, SCADENZA)


def test_un_fatto_futuro_non_conta() -> None:
    futuro = evento(TipoEvento.INCONTRO, date(2026, 5, 10))
    assert primo_incontro(date(2026, 5, 9), futuro).stato is Stato.IN_CORSO
    assert primo_incontro(date(2026, 5, 10), futuro).stato is Stato.ADEMPIUTO


def test_l_incontro_nei_termini_ma_registrato_tardi_si_riattiva() -> None:
    esito = primo_incontro(
        date(2026, 7, 1),
        evento(TipoEvento.INCONTRO, date(2026, 5, 12)),
        evento(TipoEvento.REGISTRAZIONE, date(2026, 6, 22)),
    )
    assert (esito.stato, esito.effetto) == (Stato.ADEMPIUTO, Effetto.RIATTIVAZIONE)
    assert (esito.mese_pagamento, esito.mesi_arretrati) == (Mese(2026, 7), 1)


def test_l_incontro_tardivo_nello_stesso_mese_della_scadenza_non_perde_mesi() -> None:
    esito = primo_incontro(
        date(2026, 7, 1),
        evento(TipoEvento.INCONTRO, date(2026, 5, 25)),
        evento(TipoEvento.REGISTRAZIONE, date(2026, 5, 26)),
    )
    assert (esito.stato, esito.effetto, esito.mese_pagamento) == (
        Stato.ADEMPIUTO_IN_RITARDO,
        Effetto.NESSUNO,
        None,
    )


def test_la_registrazione_il_primo_giorno_di_sospensione_riattiva() -> None:
    esito = primo_incontro(
        date(2026, 7, 1),
        evento(TipoEvento.INCONTRO, date(2026, 5, 25)),
        evento(TipoEvento.REGISTRAZIONE, date(2026, 6, 1)),
    )
    assert (esito.effetto, esito.mese_pagamento) == (Effetto.RIATTIVAZIONE, Mese(2026, 6))


def test_il_motivo_registrato_oggi_conta_da_oggi() -> None:
    motivo = evento(TipoEvento.GIUSTIFICATO_MOTIVO, date(2026, 4, 20))
    assert primo_incontro(date(2026, 4, 20), motivo).scadenza == date(2026, 8, 18)


def test_l_assenza_giustificata_lo_stesso_giorno_non_resta_da_valutare() -> None:
    esito = primo_incontro(
        date(2026, 9, 1),
        evento(TipoEvento.APPUNTAMENTO_MANCATO, date(2026, 4, 20)),
        evento(TipoEvento.GIUSTIFICATO_MOTIVO, date(2026, 4, 20)),
    )
    assert (esito.effetto, esito.decorrenza_effetto) == (Effetto.SOSPENSIONE, date(2026, 9, 1))


def test_senza_registrazione_si_ricorda_che_il_pagamento_la_aspetta() -> None:
    esito = primo_incontro(date(2026, 7, 1), evento(TipoEvento.INCONTRO, date(2026, 6, 3)))
    assert esito.effetto is Effetto.NESSUNO
    assert any("registrato in GePI" in passo.testo for passo in esito.passi)


def test_il_ciclo_di_90_giorni_puo_partire_dalla_registrazione() -> None:
    scelta = ValoreAmbito(valore="data_registrazione", dal=date(2024, 1, 1), riferimento="Atto inventato 1")
    norme = norme_nazionali().con_ambito({"adi.aggiornamento_decorrenza": [scelta]})
    incontro = evento(TipoEvento.INCONTRO, date(2026, 5, 4))
    registrato = evento(TipoEvento.REGISTRAZIONE, date(2026, 5, 6))
    con = primo_incontro(date(2026, 6, 1), incontro, registrato, norme=norme, monitoraggio=True)
    senza = primo_incontro(date(2026, 6, 1), incontro, norme=norme, monitoraggio=True)
    assert con.scadenza_successiva == date(2026, 8, 4)
    assert senza.scadenza_successiva is None


@pytest.mark.parametrize(
    ("regola", "fatti"),
    [
        (Regola.PRIMO_INCONTRO, FattiAdi()),
        (Regola.PRIMO_INCONTRO, FattiAdi(data_domanda=date(2024, 2, 1), data_pad=date(2024, 2, 1))),
        (Regola.RINNOVO, FattiAdi(nucleo_invariato=False, iniziale=PAD)),
        (Regola.REGISTRAZIONE, FattiAdi(iniziale=PAD)),
        *((regola, FattiAdi()) for regola in sorted(PARTENZE)),
    ],
)
def test_senza_la_data_di_partenza_si_dice_che_cosa_manca(regola: Regola, fatti: FattiAdi) -> None:
    with pytest.raises(DatoMancante, match="Manca"):
        calcola_termine_adi(regola, fatti, al=date(2026, 6, 1))


def test_al_rinnovo_vale_la_stessa_regola_del_primo_incontro() -> None:
    esito = semplice(Regola.RINNOVO, date(2025, 8, 1), date(2025, 12, 1))
    assert (esito.effetto, esito.decorrenza_effetto) == (Effetto.SOSPENSIONE, date(2025, 12, 1))


def test_la_firma_del_pais_si_puo_leggere_come_valutazione() -> None:
    incontro = evento(TipoEvento.INCONTRO, date(2026, 3, 2))
    scelta = ValoreAmbito(valore="valutazione", dal=date(2024, 1, 1), riferimento="Atto inventato 2")
    norme = norme_nazionali().con_ambito({"adi.pais_firma_lettura": [scelta]})
    assert semplice(Regola.FIRMA_PAIS, PAD, date(2026, 6, 1), incontro).stato is Stato.SCADUTO
    assert semplice(Regola.FIRMA_PAIS, PAD, date(2026, 6, 1), incontro, norme=norme).stato is Stato.ADEMPIUTO


def test_l_aggiornamento_mancato_con_assenza_ingiustificata_propone_la_segnalazione() -> None:
    assenza = evento(TipoEvento.ASSENZA_INGIUSTIFICATA, date(2026, 4, 7))
    esito = semplice(Regola.AGGIORNAMENTO, PAD, date(2026, 4, 20), assenza)
    assert esito.effetto is Effetto.SEGNALAZIONE_DECADENZA
    assert esito.passi[-1].riferimento == "DL 48/2023 art. 8 c. 6"


def test_l_incontro_di_partenza_non_vale_come_aggiornamento() -> None:
    esito = semplice(Regola.AGGIORNAMENTO, PAD, PAD, evento(TipoEvento.INCONTRO, PAD))
    assert esito.stato is Stato.IN_CORSO


def test_la_segnalazione_avvisa_al_quinto_e_all_ottavo_giorno() -> None:
    esito = semplice(Regola.SEGNALAZIONE, date(2026, 5, 15), date(2026, 5, 16))
    assert esito.avvisi == (date(2026, 5, 20), date(2026, 5, 23))


def test_il_lavoro_non_comunicato_prima_sospende_poi_dopo_tre_mesi_si_segnala() -> None:
    inizio = date(2026, 3, 10)
    effetti = [
        semplice(Regola.AVVIO_LAVORO, inizio, al).effetto
        for al in (date(2026, 4, 9), date(2026, 4, 10), date(2026, 6, 10), date(2026, 6, 11))
    ]
    assert effetti == [
        Effetto.NESSUNO,
        Effetto.SOSPENSIONE,
        Effetto.SOSPENSIONE,
        Effetto.SEGNALAZIONE_DECADENZA,
    ]


def test_prima_delle_linee_guida_la_convocazione_raccomandata_non_e_dovuta() -> None:
    esito = semplice(Regola.CONVOCAZIONE, date(2024, 1, 8), date(2024, 6, 1))
    assert (esito.stato, esito.scadenza) == (Stato.NON_DOVUTO, None)
    assert "il primo vale dal 02/05/2024" in esito.passi[0].testo


def test_la_nuova_dsu_ha_un_mese_di_calendario() -> None:
    assert semplice(Regola.NUOVA_DSU, date(2026, 1, 31), PAD).scadenza == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("mese", "atteso"), [(2, date(2026, 4, 30)), (6, date(2026, 7, 30)), (9, date(2026, 10, 30))]
)
def test_il_trimestre_puc_si_paga_nel_mese_dopo(mese: int, atteso: date) -> None:
    assert semplice(Regola.PUC_TRIMESTRE, date(2026, mese, 3), date(2026, mese, 4)).scadenza == atteso


def test_l_avviso_puc_inviato_in_ritardo_si_vede() -> None:
    inviato = evento(TipoEvento.COMUNICAZIONE, date(2026, 3, 2))
    esito = semplice(Regola.PUC_INIZIO, date(2026, 3, 2), date(2026, 3, 5), inviato)
    assert esito.stato is Stato.ADEMPIUTO_IN_RITARDO


@given(st.sampled_from(sorted(PARTENZE)), GIORNI, GIORNI, EVENTI)
def test_nessun_orologio_si_contraddice(
    regola: Regola, inizio: date, al: date, eventi: tuple[Evento, ...]
) -> None:
    fatti = FattiAdi(data_domanda=inizio, data_pad=inizio, iniziale=inizio, eventi=eventi)
    esito = calcola_termine_adi(regola, fatti, al=al)
    assert esito.passi
    if esito.stato is Stato.SCADUTO:
        assert esito.scadenza is not None
        assert al > esito.scadenza
        assert esito.effetto is not Effetto.NESSUNO
    if esito.stato is Stato.IN_CORSO:
        assert esito.effetto is Effetto.NESSUNO
    if esito.righe:
        assert esito.righe[-1].al == esito.scadenza
        assert all(dopo.dal == prima.al + timedelta(days=1) for prima, dopo in pairwise(esito.righe))


@given(GIORNI, st.integers(0, 200), st.lists(st.integers(0, 200), max_size=3))
def test_un_giustificato_motivo_non_anticipa_mai_la_scadenza(pad: date, dopo: int, motivi: list[int]) -> None:
    eventi = tuple(evento(TipoEvento.GIUSTIFICATO_MOTIVO, pad + timedelta(days=n)) for n in motivi)
    fatti = FattiAdi(data_domanda=pad, data_pad=pad, eventi=eventi)
    al = pad + timedelta(days=dopo)
    con = calcola_termine_adi(Regola.PRIMO_INCONTRO, fatti, al=al)
    senza = calcola_termine_adi(Regola.PRIMO_INCONTRO, replace(fatti, eventi=()), al=al)
    assert con.scadenza is not None
    assert senza.scadenza is not None
    assert con.scadenza >= senza.scadenza


@given(GIORNI, st.integers(0, 90))
def test_il_mese_di_pagamento_non_precede_la_registrazione(scadenza: date, dopo: int) -> None:
    registrazione = scadenza + timedelta(days=dopo)
    fatti = FattiAdi(iniziale=registrazione, eventi=(evento(TipoEvento.SCADENZA_120, scadenza),))
    esito = calcola_termine_adi(Regola.REGISTRAZIONE, fatti, al=registrazione)
    assert esito.mese_pagamento is not None
    assert esito.mese_pagamento.distanza_da(Mese.di(registrazione)) == (registrazione.day > 20)
    assert esito.mesi_arretrati is not None
    assert esito.mesi_arretrati >= 0


def test_ogni_regola_ha_un_calcolo() -> None:
    assert set(SCADENZE) < set(Regola)
    for regola in PARTENZE:
        fatti = FattiAdi(data_domanda=PAD, data_pad=PAD, iniziale=PAD)
        assert calcola_termine_adi(regola, fatti, al=PAD).regola is regola
