"""The table of the istruttoria: what is frozen with a proposal, what can be made again from it."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from adi_platform.norme.esito import Livello
from adi_platform.norme.loader import norme_nazionali
from contributi.rules.istruttoria import istruisci
from contributi.rules.letture_misura import Letture, Urgenza
from contributi.rules.misura import Fase
from contributi.rules.requisiti_documenti import documenti_dovuti
from tests.casi_ufficio.regolamenti import misure

AL = date(2026, 5, 11)
FATTI: dict[str, Any] = {
    "residente": True,
    "cittadinanza": "italiana",
    "isee_ordinario": {"valore": Decimal("7500.00"), "prova": "DOC.ISEE"},
    "isee_scadenza": date(2026, 12, 31),
    "stato_bisogno": "accertato",
    "pai_firmato": True,
    "immobili": [],
    "tipo_spesa": "altra",
    "spesa_documentata": True,
    **dict.fromkeys(("lavora", "in_affitto", "abili_al_lavoro", "motivi_di_salute"), False),
    "mesi": 4,
    "importo_mensile": Decimal("250.00"),
}


def test_la_tabella_congelata_si_rifa_uguale_dai_suoi_dati() -> None:
    misura = misure()["ordinario-temporaneo"]
    letture = Letture.da_norme(norme_nazionali(), al=AL)
    dati = json.loads(json.dumps(istruisci(misura, FATTI, al=AL, letture=letture).come_dati()))

    rifatta = istruisci(
        misura, dati["fatti"], al=date.fromisoformat(dati["al"]), letture=Letture.da_dati(dati["letture"])
    )

    assert rifatta.come_dati() == {**dati, "parametri": []}
    assert {p["chiave"] for p in dati["parametri"]} >= {"contributi.a17_urgenza", "contributi.a15_tipi_isee"}


def test_ogni_riga_porta_il_fatto_e_la_prova() -> None:
    istruttoria = istruisci(misure()["ordinario-temporaneo"], FATTI, al=AL, letture=Letture())
    isee = next(riga for riga in istruttoria.righe if riga.codice == "isee")
    assert isee.fatto == "ISEE ordinario: 7.500,00 €; Scadenza dell'ISEE che vale: 31/12/2026"
    assert (isee.prova, isee.esito, isee.articolo) == ("DOC.ISEE", Livello.AMMISSIBILE, "art. 6 n. 1")


def test_il_calcolo_si_somma_a_mano() -> None:
    istruttoria = istruisci(misure()["ordinario-temporaneo"], FATTI, al=AL, letture=Letture())
    assert [(r.voce, r.importo) for r in istruttoria.calcolo] == [
        ("Proposto al mese", Decimal("250.00")),
        ("Totale proposto", Decimal("1000.00")),
    ]


def test_senza_fatti_si_chiede_e_non_si_indovina() -> None:
    istruttoria = istruisci(misure()["ordinario-temporaneo"], {}, al=AL, letture=Letture())
    assert istruttoria.esito.livello is Livello.DA_INTEGRARE
    assert {m.codice for m in istruttoria.esito.motivi} == {
        "BISOGNO_DA_ACCERTARE",
        "FATTO_MANCANTE",
        "ISEE_MANCANTE",
    }
    mancanti = next(m for m in istruttoria.esito.motivi if m.codice == "FATTO_MANCANTE")
    assert "Residente in un Comune dell'Unione" in mancanti.testo
    assert "Mesi proposti" in mancanti.testo


def test_lo_stesso_motivo_trovato_due_volte_si_dice_una_volta() -> None:
    fatti = {**FATTI, "cittadinanza": "extra_ue", "documenti_mancanti": ["DOC.BUSTE"]}
    istruttoria = istruisci(misure()["ordinario-temporaneo"], fatti, al=AL, letture=Letture())
    (motivo,) = istruttoria.esito.motivi
    assert motivo.codice == "DOCUMENTI"
    assert "titolo di soggiorno" in motivo.testo
    assert "Ultime tre buste paga" in motivo.testo


def test_le_letture_dell_ambito_cambiano_l_esito() -> None:
    fatti = {**FATTI, "isee_ordinario": None}
    misura = misure()["straordinario-urgente"]
    esiti = {u: istruisci(misura, fatti, al=AL, letture=Letture(urgenza=u)).esito.livello for u in Urgenza}
    assert esiti == {
        Urgenza.ORDINARIA: Livello.DA_INTEGRARE,
        Urgenza.ISEE_DOPO: Livello.AVVISO,
        Urgenza.ISEE_NON_RICHIESTO: Livello.AMMISSIBILE,
    }


def test_il_massimo_senza_tutoraggio_vale_quando_l_ambito_lo_stabilisce() -> None:
    fatti = {
        "residente": True, "disoccupato": True, "progetto_personalizzato": True, "condizioni": ["violenza"],
        "comprende_tutoraggio": False, "mesi": 12, "importo_mensile": "500.01",
    }  # fmt: skip
    letture = replace(Letture(), massimo_senza_tutoraggio=Decimal("500.00"))
    istruttoria = istruisci(misure()["ria-inserimento"], fatti, al=AL, letture=letture)
    assert [m.codice for m in istruttoria.esito.motivi] == ["IMPORTO_MENSILE"]
    assert istruttoria.importo_massimo == Decimal("500.00")


@pytest.mark.parametrize(
    ("fatti", "attesi"),
    [
        ({}, {"DOC.IDENT", "DOC.ISEE", "DOC.NOISEE"}),
        ({"tipo_spesa": "utenza"}, {"DOC.IDENT", "DOC.ISEE", "DOC.NOISEE", "DOC.BOLL"}),
        (
            {"lavora": True, "in_affitto": "si"},
            {"DOC.IDENT", "DOC.ISEE", "DOC.NOISEE", "DOC.BUSTE", "DOC.AFFITTO"},
        ),
    ],
)
def test_i_documenti_dovuti_dipendono_dai_fatti(fatti: dict[str, Any], attesi: set[str]) -> None:
    dovuti = documenti_dovuti(misure()["straordinario-una-tantum"], fatti, fase=Fase.DOMANDA)
    assert {documento.codice for documento in dovuti} == attesi


def test_i_valori_del_regolamento_e_i_parametri_dell_ambito_dicono_lo_stesso() -> None:
    """The same number is written in the file and among the parameters: they must not drift apart."""
    norme = norme_nazionali()

    def scritto(misura: str, requisito: str, nome: str) -> object:
        trovato = misure()[misura].requisito(requisito)
        return trovato.parametri[nome] if trovato else None

    def stabilito(nome: str) -> object:
        return norme.valore(nome, al=AL).valore

    assert scritto("ordinario-temporaneo", "isee", "massimo") == stabilito("contributi.isee_massimo")
    durata = scritto("ordinario-temporaneo", "durata-ordinari", "massimo")
    assert durata == stabilito("contributi.pai_mesi_massimi")
    mesi = scritto("sostegno-indiretto", "durata-indiretti", "massimo")
    assert mesi == stabilito("contributi.sostegno_indiretto_mesi")
    dopo = scritto("sostegno-indiretto", "verifica-indiretti", "dopo_mesi")
    assert dopo == stabilito("contributi.sostegno_indiretto_verifica_mesi")
    assert misure()["ordinario-temporaneo"].termini.giorni == stabilito("procedimento.termine_giorni")


@pytest.mark.parametrize(
    ("misura", "fatto", "requisito"),
    [
        ("ordinario-temporaneo", "cittadinanza", "titolo-soggiorno"),
        ("ordinario-temporaneo", "immobili", "immobili"),
        ("ordinario-temporaneo", "in_affitto", "documenti"),
        ("straordinario-una-tantum", "coperta_ssn", "spesa-ssn"),
        ("straordinario-una-tantum", "tipo_spesa", "spesa-ammessa"),
        ("voucher", "beni_voucher", "voucher"),
    ],
)
def test_cio_che_nessuno_ha_detto_si_chiede(misura: str, fatto: str, requisito: str) -> None:
    detti = {
        **FATTI,
        "tipo_spesa": "sanitaria",
        "coperta_ssn": False,
        "con_voucher": True,
        "beni_voucher": ["igiene"],
    }
    esiti = {}
    for nome, fatti in (("detto", detti), ("non detto", {k: v for k, v in detti.items() if k != fatto})):
        righe = istruisci(misure()[misura], fatti, al=AL, letture=Letture()).righe
        esiti[nome] = next(r.esito for r in righe if r.codice == requisito)
    assert esiti == {"detto": Livello.AMMISSIBILE, "non detto": Livello.DA_INTEGRARE}
