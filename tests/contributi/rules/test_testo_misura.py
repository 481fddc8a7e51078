"""What changes between two versions, in words that the Dirigente can read before approving."""

import copy
from typing import Any

import yaml

from contributi.rules.lettura_misura import leggi_regolamento
from contributi.rules.misura import MisuraLetta
from contributi.rules.testo_misura import dettagli, differenze, quanto
from contributi.services.misure import CARTELLA, catalogo

CONTENUTO: dict[str, Any] = yaml.safe_load((CARTELLA / "veneto.yaml").read_text(encoding="utf-8"))


def letta(contenuto: dict[str, Any], codice: str) -> MisuraLetta:
    return next(m for m in leggi_regolamento(contenuto, catalogo()) if m.codice == codice)


def test_due_versioni_uguali_non_hanno_differenze() -> None:
    misura = letta(CONTENUTO, "ria-sostegno")
    assert differenze(misura, letta(copy.deepcopy(CONTENUTO), "ria-sostegno")) == ()


def test_le_differenze_dicono_da_quanto_a_quanto() -> None:
    nuovo = copy.deepcopy(CONTENUTO)
    misura = nuovo["misure"][0]
    importo = next(r for r in misura["requisiti"] if isinstance(r, dict) and r["codice"] == "importo")
    importo["parametri"]["massimo"] = "450.00"
    misura["requisiti"].remove("ripetibilita")
    misura["documenti"].append("DOC.PREV")
    misura["documenti"].remove("DOC.L68")
    misura["siuss"] = {"codice": "A1.05", "nota": "Scelto dall'Ambito"}

    assert differenze(letta(CONTENUTO, "ria-sostegno"), letta(nuovo, "ria-sostegno")) == (
        "Cambia il codice SIUSS: da «niente» a «A1.05».",
        "Al massimo 450,00 € al mese (Descrizione, importi): massimo da 400,00 € a 450,00 €.",
        "Non c'è più il requisito: Negli anni successivi, dopo una valutazione positiva (R.I.A., ripetibilità).",
        "In più tra i documenti: Preventivo o fattura.",
        "In meno tra i documenti: Iscrizione al collocamento mirato.",
        "Importo massimo: da 400,00 € al mese a 450,00 € al mese.",
    )


def test_un_requisito_nuovo_e_uno_controllato_in_altro_modo_si_vedono() -> None:
    nuovo = copy.deepcopy(CONTENUTO)
    nuovo["misure"][0]["requisiti"].append("disoccupazione")
    next(r for r in nuovo["requisiti"] if r["codice"] == "progetto")["salvo"] = []
    righe = differenze(letta(CONTENUTO, "ria-sostegno"), letta(nuovo, "ria-sostegno"))
    assert "Adesione a un progetto personalizzato (Destinatari): cambia come si controlla." in righe
    assert any(riga.startswith("Nuovo requisito: Stato di disoccupazione") for riga in righe)


def test_i_dettagli_di_una_regola_si_leggono() -> None:
    tirocinio = letta(CONTENUTO, "tirocinio-ria")
    ospitante = tirocinio.requisito("ospitante")
    assert ospitante is not None
    assert dettagli(ospitante, tirocinio) == (
        "fino a 5 dipendenti: posti 1",
        "fino a 20 dipendenti: posti 2",
        "oltre: 10 % dei dipendenti",
    )
    assert [quanto(limite) for limite in tirocinio.limiti] == ["9 mesi", "1", "2", "10 %"]
