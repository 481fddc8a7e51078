from dataclasses import replace
from datetime import date

import pytest

from adi_platform.calendario.giorni import GiornoFisso
from contributi.rules.letture_termine import (
    Decorrenza,
    EffettoRinvio,
    FineRinvio,
    InizioPausa,
    LettureTermine,
    PausaPreavviso,
    RinviiContati,
    Tardive,
)
from contributi.rules.preavviso import Preavviso
from contributi.rules.termine_procedimento import (
    FattiProcedimento,
    Rinvio,
    TermineProcedimento,
    calcola_termine_procedimento,
)
from tests.casi_ufficio.lettura import Riga, eventi, giorno, giorno_o_niente, righe, scritto

CASI = righe("termini_procedimento.csv")
IDENTITA = [caso["id"] for caso in CASI]
ATTESE = (
    "decorrenza_attesa",
    "ricevuto_il_atteso",
    "scadenza_osservazioni_attesa",
    "osservazioni_atteso",
    "osservazioni_da_valutare",
    "scadenza_attesa",
    "orologio_atteso",
    "giorni_residui_attesi",
    "in_attesa_di",
    "scadenza_se_risponde_oggi",
    "giorni_se_risponde_oggi",
)


def rinvii(testo: str) -> tuple[Rinvio, ...]:
    """`documenti` and `ripresa` belong to the last send-back before them."""
    trovati: list[Rinvio] = []
    for tipo, quando in eventi(testo):
        if tipo == "rinvio":
            trovati.append(Rinvio(il=quando))
        elif tipo == "documenti":
            trovati[-1] = replace(trovati[-1], documenti=quando)
        else:
            assert tipo == "ripresa"
            trovati[-1] = replace(trovati[-1], ripresa=quando)
    return tuple(trovati)


def preavvisi(caso: Riga) -> tuple[Preavviso, ...]:
    if not caso["preavviso_inviato"]:
        return ()
    preavviso = Preavviso(
        inviato=giorno(caso["preavviso_inviato"]),
        canale=caso["A7_canale"],
        consegnato=giorno_o_niente(caso["data_consegna"]),
        avviso_giacenza=giorno_o_niente(caso["data_avviso_giacenza"]),
        giorni_giacenza=int(caso["giorni_giacenza"]) if caso["giorni_giacenza"] else None,
        osservazioni=giorno_o_niente(caso["osservazioni_il"]),
    )
    return (preavviso,)


def letture(caso: Riga) -> LettureTermine:
    return LettureTermine(
        decorrenza=Decorrenza(caso["A1_decorrenza"]),
        rinvio=EffettoRinvio(caso["A2_rinvio"]),
        rinvio_tetto_giorni=int(caso["A2_tetto_giorni"]),
        rinvii=RinviiContati(caso["A3_rinvii"]),
        fine_rinvio=FineRinvio(caso["A4_fine_rinvio"]),
        preavviso=PausaPreavviso(caso["A5_preavviso"]),
        inizio_pausa=InizioPausa(caso["A6_inizio_pausa"]),
        cittadino_slitta=caso["A8_termine_cittadino"] == "slitta",
        ente_slitta=caso["A8_termine_ente"] == "slitta",
        sabato_festivo=caso["A8_sabato_festivo"] == "si",
        tardive=Tardive(caso["A9_tardive"]),
    )


def calcola(caso: Riga) -> TermineProcedimento:
    fatti = FattiProcedimento(
        protocollo_domanda=giorno(caso["data_protocollo_domanda"]),
        protocollo_pai=giorno_o_niente(caso["data_protocollo_pai"]),
        termine_giorni=int(caso["termine_giorni"]),
        rinvii=rinvii(caso["rinvii"]),
        preavvisi=preavvisi(caso),
        patrono=GiornoFisso.da_testo(caso["patrono"]) if caso["patrono"] else None,
    )
    return calcola_termine_procedimento(fatti, al=giorno(caso["alla_data"]), letture=letture(caso))


def risultato(esito: TermineProcedimento) -> dict[str, str]:
    preavviso = esito.preavviso
    valori: tuple[object, ...] = (
        esito.decorrenza,
        preavviso and preavviso.ricevuto,
        preavviso and preavviso.scadenza_osservazioni,
        preavviso and preavviso.osservazioni,
        preavviso and {True: "si", False: "no", None: None}[preavviso.da_valutare],
        esito.scadenza,
        esito.orologio,
        esito.giorni_residui,
        "|".join(esito.in_attesa_di),
        esito.scadenza_se_risponde_oggi,
        esito.giorni_se_risponde_oggi,
    )
    return {colonna: scritto(valore) for colonna, valore in zip(ATTESE, valori, strict=True)}


@pytest.mark.parametrize("caso", CASI, ids=IDENTITA)
def test_il_termine_del_procedimento_e_quello_dell_ufficio(caso: Riga) -> None:
    assert risultato(calcola(caso)) == {colonna: caso[colonna] for colonna in ATTESE}


@pytest.mark.parametrize("caso", CASI, ids=IDENTITA)
def test_la_spiegazione_arriva_alla_scadenza_e_somma_al_termine(caso: Riga) -> None:
    esito = calcola(caso)
    assert (esito.righe[0].dal, esito.righe[-1].al) == (esito.decorrenza, esito.scadenza)
    assert sum(riga.giorni_contati for riga in esito.righe) == int(caso["termine_giorni"])
    assert all(riga.che_cosa and riga.riferimento for riga in esito.righe)


def test_il_file_dei_casi_e_completo() -> None:
    assert len(CASI) == 52
    assert max(date.fromisoformat(caso["alla_data"]) for caso in CASI) > date(2027, 1, 1)
