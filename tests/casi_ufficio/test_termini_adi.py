from datetime import date

import pytest

from adi_platform.norme.loader import Norme, ValoreAmbito, norme_nazionali
from cases.rules.termini_adi import calcola_termine_adi
from cases.rules.valori_termini import Evento, FattiAdi, Regola, TermineAdi, TipoEvento
from tests.casi_ufficio.lettura import Riga, eventi, giorno, giorno_o_niente, righe, scritto

CASI = righe("termini_adi.csv")
COLONNE = {
    "giorno_iniziale_atteso": "giorno_iniziale",
    "scadenza_attesa": "scadenza",
    "giorni_residui_attesi": "giorni_residui",
    "stato_atteso": "stato",
    "effetto_atteso": "effetto",
    "decorrenza_effetto_attesa": "decorrenza_effetto",
    "mese_pagamento_atteso": "mese_pagamento",
    "mesi_arretrati_attesi": "mesi_arretrati",
    "scadenza_successiva_attesa": "scadenza_successiva",
}
LETTURE = {
    "ripartenza_120": "adi.ripartenza_giustificato_motivo",
    "decorrenza_90": "adi.aggiornamento_decorrenza",
    "proroga_domande_fino_2024_02_29": "adi.primo_incontro_decorrenza",
}


def norme_del_caso(impostazioni: dict[str, str]) -> Norme:
    scelte = {
        chiave: [
            ValoreAmbito(
                valore="pad" if impostazioni[nome] == "no" else impostazioni[nome],
                dal=date(2023, 12, 16),
                riferimento="Caso di prova",
            )
        ]
        for nome, chiave in LETTURE.items()
        if nome in impostazioni
    }
    return norme_nazionali().con_ambito(scelte)


def calcola(caso: Riga) -> TermineAdi:
    impostazioni = dict(voce.split("=") for voce in caso["impostazioni"].split("|") if voce)
    fatti = FattiAdi(
        data_domanda=giorno_o_niente(caso["data_domanda"]),
        data_pad=giorno_o_niente(caso["data_pad"]),
        data_trasmissione=giorno_o_niente(caso["data_trasmissione"]),
        iniziale=giorno_o_niente(caso["istante_iniziale"]),
        eventi=tuple(Evento(tipo=TipoEvento(t), giorno=g) for t, g in eventi(caso["eventi"])),
        monitoraggio=impostazioni.get("monitoraggio") == "si",
        attivabile=impostazioni.get("attivabile") == "si",
        nucleo_invariato=impostazioni.get("nucleo_invariato") != "no",
    )
    al = giorno(caso["alla_data"] or caso["istante_iniziale"])
    return calcola_termine_adi(Regola(caso["regola"]), fatti, al=al, norme=norme_del_caso(impostazioni))


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_il_termine_e_quello_dell_ufficio(caso: Riga) -> None:
    esito = calcola(caso)
    calcolati = {colonna: scritto(getattr(esito, campo)) for colonna, campo in COLONNE.items()}
    assert calcolati == {colonna: caso[colonna] for colonna in COLONNE}


def test_il_file_dei_casi_e_completo() -> None:
    assert len(CASI) == 48


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_ogni_passo_cita_la_norma_e_le_righe_arrivano_alla_scadenza(caso: Riga) -> None:
    esito = calcola(caso)
    assert esito.passi
    assert all(passo.testo and passo.riferimento for passo in esito.passi)
    if esito.righe:
        assert (esito.righe[0].dal, esito.righe[-1].al) == (esito.giorno_iniziale, esito.scadenza)
