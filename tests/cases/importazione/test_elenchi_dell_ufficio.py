"""Every row and household of the three lists of the office, exactly as expected."""

import datetime
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cases.rules.elenco.celle import piega
from cases.rules.elenco.giudizio import ENTRANO, Elenco, giudica
from cases.rules.elenco.letture import RigaLetta
from cases.rules.elenco.mappatura import Mappatura, proponi
from cases.rules.elenco.riga import leggi_riga
from cases.rules.termini_adi import calcola_termine_adi
from cases.rules.valori_termini import FattiAdi, Regola
from cases.services.importazione.lettura.apertura import apri_elenco
from cases.services.importazione.lettura.tabella import Tabella

CARTELLA = Path(__file__).parents[2] / "casi_ufficio" / "elenchi"
ILLEGGIBILE = ("COLONNE_SPOSTATE", "DOMANDA_MANCANTE")
ELENCHI = ("pulito", "sporco", "cp1252")


@dataclass(frozen=True)
class Letto:
    atteso: dict[str, Any]
    tabella: Tabella
    mappatura: Mappatura
    righe: list[RigaLetta]
    elenco: Elenco


@cache
def letto(nome: str) -> Letto:
    atteso = json.loads((CARTELLA / f"atteso_{nome}.json").read_text(encoding="utf-8"))
    tabella = apri_elenco(CARTELLA / atteso["file"])
    mappatura = proponi(tabella.intestazioni)
    al = datetime.date.fromisoformat(atteso["data_estrazione"])
    righe = [
        leggi_riga(n, celle, mappatura=mappatura, intestazioni=tabella.intestazioni, al=al)
        for n, celle in tabella.righe()
    ]
    comuni = frozenset(piega(c) for c in atteso["comuni_ambito"])
    return Letto(atteso, tabella, mappatura, righe, giudica(righe, comuni=comuni))


@pytest.mark.parametrize("nome", ELENCHI)
def test_il_formato_si_riconosce_da_solo(nome: str) -> None:
    formato, atteso = letto(nome).tabella.formato(), letto(nome).atteso["formato"]
    assert formato["tipo"] == atteso["tipo"]
    assert formato["riga_intestazione"] == atteso["riga_intestazione"]
    assert formato["foglio"] == atteso.get("foglio", "")
    assert formato["separatore"] == atteso.get("separatore", "")
    assert str(formato["codifica"]).removesuffix("-sig") == atteso.get("codifica", "")


@pytest.mark.parametrize("nome", ELENCHI)
def test_la_mappatura_proposta_e_quella_attesa(nome: str) -> None:
    l_ = letto(nome)
    proposta = {
        i: c for i, c in zip(l_.tabella.intestazioni, l_.mappatura.colonne, strict=True) if c and "." not in c
    }
    assert proposta == l_.atteso["mappatura"]
    assert l_.mappatura.problemi() == []
    if nome == "cp1252":
        campi = ("codice", "cognome", "nome", "data_nascita", "sesso", "relazione")
        assert [c for c in l_.mappatura.colonne if "." in c] == [
            f"componente_{k}.{c}" for k in range(1, 7) for c in campi
        ]


@pytest.mark.parametrize("nome", ELENCHI)
def test_ogni_riga_ha_l_esito_e_i_motivi_attesi(nome: str) -> None:
    l_ = letto(nome)
    attese = {r["riga"]: (r["esito"], sorted(r["motivi"])) for r in l_.atteso["righe"]}
    trovate = {n: (g.esito, g.motivi) for n, g in l_.elenco.giudizi.items() if g.esito != "accettata"}
    assert trovate == attese


@pytest.mark.parametrize("nome", ELENCHI)
def test_ogni_riga_ha_il_numero_di_domanda_atteso(nome: str) -> None:
    l_ = letto(nome)
    domande = {r.numero: r.domanda for r in l_.righe}
    for attesa in l_.atteso["righe"]:
        if attesa.get("domanda") and attesa["motivi"][0] not in ILLEGGIBILE:
            assert domande[attesa["riga"]] == attesa["domanda"]


@pytest.mark.parametrize("nome", ELENCHI)
def test_i_conteggi_tornano(nome: str) -> None:
    l_ = letto(nome)
    conteggi = dict.fromkeys(l_.atteso["conteggi"], 0)
    conteggi["righe_sotto_intestazione"] = len(l_.righe)
    conteggi["nuclei"] = len(l_.elenco.nuclei)
    conteggi["appartenenze"] = sum(len(n.persone) for n in l_.elenco.nuclei.values())
    conteggi["persone"] = len({p.chiave for n in l_.elenco.nuclei.values() for p in n.persone})
    for giudizio in l_.elenco.giudizi.values():
        conteggi[giudizio.esito] += 1
    assert conteggi == l_.atteso["conteggi"]


@pytest.mark.parametrize("nome", ELENCHI)
def test_i_nuclei_hanno_i_valori_attesi(nome: str) -> None:
    l_ = letto(nome)
    trovati = [
        {
            "domanda": n.domanda,
            "data_domanda": str(n.data_domanda),
            "data_pad": str(n.data_pad) if n.data_pad else None,
            "isee": str(n.isee) if n.isee is not None else None,
            "comune": piega(n.comune),
            "codici": sorted(p.codice for p in n.persone),
        }
        for n in sorted(l_.elenco.nuclei.values(), key=lambda n: n.domanda)
    ]
    attesi = [
        {k: piega(v) if k == "comune" else v for k, v in n.items() if k != "termine_120"}
        for n in l_.atteso["nuclei"]
    ]
    assert trovati == sorted(attesi, key=lambda n: n["domanda"])


@pytest.mark.parametrize("nome", ELENCHI)
def test_il_termine_dei_120_giorni_di_ogni_nucleo(nome: str) -> None:
    l_ = letto(nome)
    al = datetime.date.fromisoformat(l_.atteso["data_estrazione"])
    for atteso in l_.atteso["nuclei"]:
        nucleo = l_.elenco.nuclei[atteso["domanda"]]
        fatti = FattiAdi(
            data_domanda=nucleo.data_domanda,
            data_pad=nucleo.data_pad,
            data_trasmissione=nucleo.data_trasmissione,
        )
        if nucleo.data_pad is None:
            assert atteso["termine_120"] is None
            continue
        termine = calcola_termine_adi(Regola.PRIMO_INCONTRO, fatti, al=al)
        assert str(termine.scadenza) == atteso["termine_120"], atteso["domanda"]


@pytest.mark.parametrize("nome", ELENCHI)
def test_i_nuclei_che_non_devono_nascere_non_nascono(nome: str) -> None:
    l_ = letto(nome)
    senza_domanda = {
        r["domanda"] for r in l_.atteso["righe"] if r["motivi"] and r["motivi"][0] in ILLEGGIBILE
    }
    non_nati = {r.domanda for r in l_.righe if r.domanda} - set(l_.elenco.nuclei)
    assert non_nati == set(l_.atteso["nuclei_non_creati"]) - (senza_domanda - {r.domanda for r in l_.righe})
    senza = {n.domanda for n in l_.elenco.nuclei.values() if n.richiedente is None}
    assert set(l_.atteso.get("nuclei_senza_richiedente", [])) == senza


def test_i_componenti_rifiutati_dicono_perche() -> None:
    l_ = letto("cp1252")
    for attesa in l_.atteso["righe"]:
        for componente in attesa.get("componenti", []):
            giudizio = l_.elenco.giudizi[attesa["riga"]]
            rilievi = giudizio.componenti if componente["esito"] == "rifiutata" else giudizio.rilievi
            suoi = [r.codice for r in rilievi if r.componente == componente["componente"]]
            assert suoi == componente["motivi"]


def test_le_righe_ripetute_indicano_la_prima() -> None:
    giudizi = letto("sporco").elenco.giudizi
    for giudizio in giudizi.values():
        if giudizio.ripete is not None:
            assert giudizi[giudizio.ripete].esito in ENTRANO
