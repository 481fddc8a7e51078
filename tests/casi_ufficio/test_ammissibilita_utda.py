from typing import Any

import pytest

from contributi.rules.istruttoria import Istruttoria, istruisci
from contributi.rules.letture_misura import Letture, Pertinenza, RifiutoParenti, Urgenza
from tests.casi_ufficio.lettura import Riga, giorno, importo, righe
from tests.casi_ufficio.regolamenti import massimi, misure, motivi_e_articoli, vero_o_niente

CASI = righe("ammissibilita_utda.csv")
DOCUMENTI = {"titolo_soggiorno": "DOC.SOGG", "buste_paga": "DOC.BUSTE"}
# The file of the office names only the papers that are missing: the facts that make one due are taken as said «no».
DICHIARATI = {"lavora": False, "in_affitto": False, "abili_al_lavoro": False, "motivi_di_salute": False}
# A row about an expense that does not name it: one of the measure, with its paper.
SPESA_NON_NOMINATA = {"tipo_spesa": "altra", "spesa_documentata": True}
DIRITTI = ("diritto", "quota", "residenza", "categoria", "pertinenze", "situazione", "data")
VERI = (
    "residente", "presente_occasionalmente", "dichiarazione_mezzi", "pai_firmato", "verifica_svolta",
    "parenti_coinvolgimento_necessario", "spesa_documentata", "prescrizione_medica", "coperta_ssn",
    "pagamento_a_terzi", "consenso_terzi",
)  # fmt: skip
IMPORTI = {
    "isee_ordinario": "isee_ordinario",
    "isee_corrente": "isee_corrente",
    "isee_inclusione": "isee_inclusione_2026",
}
TESTI = (
    "cittadinanza",
    "impegno_comune_provenienza",
    "stato_bisogno",
    "titolo_soggiorno_scadenza",
    "isee_scadenza",
)


def misura_di(caso: Riga) -> str:
    if caso["misura"] == "straordinario_urgente" and caso["residente"] == "no":
        return "urgente-non-residenti"
    return caso["misura"].replace("_", "-")


def letture(caso: Riga) -> Letture:
    return Letture(
        rinnovi_massimi=int(caso["A13_rinnovi_massimi"]),
        tipi_isee=tuple(caso["A15_isee_ammessi"].split("+")),
        urgenza=Urgenza(caso["A17_urgenze"]),
        rifiuto_parenti=RifiutoParenti({"avviso": "avvisa", "blocco": "blocca"}[caso["A18_rifiuto_parenti"]]),
        pertinenza=Pertinenza({"preclude": "preclude", "avviso": "avvisa"}[caso["pertinenza_ulteriore"]]),
    )


def immobili(testo: str) -> list[dict[str, Any]]:
    return [dict(zip(DIRITTI, voce.split("/"), strict=True)) for voce in testo.split("|") if voce]


def fatti(caso: Riga) -> dict[str, Any]:
    goduti = caso["rinnovo_numero"] == "dopo_6_mesi"
    return {
        **DICHIARATI,
        **{nome: vero_o_niente(caso[nome]) for nome in VERI},
        **{nome: importo(caso[colonna]) for nome, colonna in IMPORTI.items() if caso[colonna]},
        **{nome: caso[nome] for nome in TESTI},
        "immobili": immobili(caso["immobili"]),
        "mesi": caso["durata_mesi"],
        "rinnovo_numero": 0 if goduti else caso["rinnovo_numero"],
        "mesi_gia_goduti": 6 if goduti else 0,
        "parenti_rifiuto": vero_o_niente(caso["parenti_rifiuto_richiedente"]),
        "documenti_mancanti": [DOCUMENTI[d] for d in caso["documenti_mancanti"].split("+") if d],
        "con_voucher": bool(caso["bene_voucher"]),
        "beni_voucher": [caso["bene_voucher"]] if caso["bene_voucher"] else [],
        **({"tipo_spesa": caso["spesa_tipo"]} if caso["spesa_tipo"] else SPESA_NON_NOMINATA),
        "deroga_proposta_commissione": vero_o_niente(caso["proposta_deroga_commissione"]),
        "deroga_atto_dirigente": vero_o_niente(caso["atto_deroga_dirigente"]),
    }


def esamina(caso: Riga) -> Istruttoria:
    misura = misure()[misura_di(caso)]
    return istruisci(misura, fatti(caso), al=giorno(caso["data_domanda"]), letture=letture(caso))


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_l_esito_con_motivi_articoli_adempimenti_e_massimi_e_quello_dell_ufficio(caso: Riga) -> None:
    istruttoria = esamina(caso)
    motivi, articoli = motivi_e_articoli(istruttoria.esito)
    trovato = (
        istruttoria.esito.livello.value,
        motivi,
        articoli,
        "|".join(istruttoria.adempimenti),
        massimi(istruttoria)[1],
    )
    colonne = (
        "esito_atteso",
        "motivi_attesi",
        "articoli_attesi",
        "adempimenti_attesi",
        "durata_massima_attesa",
    )
    assert trovato == tuple(caso[colonna] for colonna in colonne)


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_ogni_riga_dell_istruttoria_si_spiega_con_il_suo_articolo(caso: Riga) -> None:
    istruttoria = esamina(caso)
    assert all(r.articolo and r.spiegazione and r.requisito for r in istruttoria.righe)
    assert {r.motivo for r in istruttoria.righe if r.motivo} == {m.codice for m in istruttoria.esito.motivi}


def test_il_file_dei_casi_e_completo() -> None:
    assert len(CASI) == 73
