from datetime import date

import pytest

from adi_platform.calendario.mesi import Mese
from cases.rules.benefici import Componenti, scala_equivalenza, verifica_isee, verifica_reddito
from cases.rules.periodi_beneficio import TipoPeriodo, periodo_beneficio
from tests.casi_ufficio.lettura import Riga, giorno, giorno_o_niente, importo, righe, scritto

CASI = righe("benefici_adi.csv")
COLONNE = [nome for nome in CASI[0] if nome.endswith(("_attesa", "_atteso"))]
OGGI_SCALA = date(2026, 1, 1)


def componenti(caso: Riga) -> Componenti:
    return Componenti(
        altri_disabili=int(caso["altri_disabili"]),
        altri_60_anni=int(caso["altri_60_anni"]),
        altri_adulti_cura=int(caso["altri_adulti_cura"]),
        altri_adulti_svantaggio=int(caso["altri_adulti_svantaggio"]),
        minori=int(caso["minori"]),
        disabilita_grave=caso["disabilita_grave"] == "si",
    )


def scala(caso: Riga) -> dict[str, object]:
    return {"scala_attesa": scala_equivalenza(componenti(caso), al=OGGI_SCALA).valore}


def isee(caso: Riga) -> dict[str, object]:
    al = giorno(caso["data_riferimento"])
    esito = verifica_isee(importo(caso["isee_valore"]), caso["isee_tipo"], al=al)
    assert esito.esito.ok == (esito.confronto == "entro")
    return {"soglia_isee_attesa": esito.soglia, "isee_atteso": esito.confronto}


def reddito(caso: Riga) -> dict[str, object]:
    esito = verifica_reddito(
        importo(caso["reddito_familiare"]),
        componenti(caso),
        al=giorno(caso["data_riferimento"]),
        tutti_67_anni=caso["tutti_67_anni"] == "si",
    )
    assert esito.esito.ok == (esito.confronto == "entro")
    return {
        "scala_attesa": esito.scala.valore,
        "soglia_reddito_attesa": esito.soglia,
        "reddito_atteso": esito.confronto,
        "integrazione_massima_annua_attesa": esito.integrazione_massima,
        "affitto_massimo_annuo_atteso": esito.affitto_massimo,
    }


def periodo(caso: Riga) -> dict[str, object]:
    primo = caso["primo_mese_pagato"]
    esito = periodo_beneficio(
        TipoPeriodo(caso["tipo_periodo"]),
        primo_mese=Mese.da_testo(primo) if primo else None,
        data_pad=giorno_o_niente(caso["data_pad"]),
    )
    return {
        "primo_mese_atteso": esito.primo_mese,
        "ultimo_mese_atteso": esito.ultimo_mese,
        "mese_sospeso_atteso": esito.mese_sospeso,
        "primo_mese_rinnovo_atteso": esito.primo_mese_rinnovo,
        "percentuale_primo_mese_rinnovo_attesa": esito.quota_primo_mese_rinnovo,
        "tetto_contributo_straordinario_atteso": esito.contributo_straordinario,
    }


CALCOLI = {"scala": scala, "isee": isee, "reddito": reddito, "periodo": periodo}


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_il_beneficio_e_quello_dell_ufficio(caso: Riga) -> None:
    calcolato = CALCOLI[caso["materia"]](caso)
    assert {c: scritto(calcolato.get(c)) for c in COLONNE} == {c: caso[c] for c in COLONNE}


def test_il_file_dei_casi_e_completo() -> None:
    assert len(CASI) == 35
    assert {caso["materia"] for caso in CASI} == set(CALCOLI)
    assert len(COLONNE) == 13
