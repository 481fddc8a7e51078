"""A territory with the Comuni of the lists, and a file brought in up to the preview."""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from adi_platform.organizzazione.models import Comune
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.esegui import esegui
from cases.models import Importazione
from cases.services.importazione.applica import avvia_importazione
from cases.services.importazione.carica import carica_elenco
from cases.services.importazione.mappa import conferma_colonne
from tests.people import Cast

CARTELLA = Path(__file__).parents[2] / "casi_ufficio" / "elenchi"
ESTRAZIONE = datetime.date(2026, 11, 20)
MANCANTI = ("Castel Brumo", "Pieve Nerina", "Sant'Alvo al Colle", "Ripalsò")


@dataclass
class Banco:
    """Brings lists in as the coordinator would."""

    cast: Cast

    def carica(self, contenuto: bytes, nome: str = "elenco.csv") -> Importazione:
        return carica_elenco(
            ambito=self.cast.territorio.ambito,
            operatore=self.cast.cora_coordina,
            file=ContentFile(contenuto, name=nome),
            oggi=timezone.localdate(),
        )

    def leggi(self, importazione: Importazione) -> Importazione:
        conferma_colonne(
            importazione=importazione,
            colonne=importazione.colonne,
            data_estrazione=ESTRAZIONE,
            operatore=self.cast.cora_coordina,
            oggi=datetime.date(2026, 11, 21),
        )
        return self.fai(importazione)

    def importa(self, importazione: Importazione) -> Importazione:
        avvia_importazione(importazione=importazione, operatore=self.cast.cora_coordina)
        return self.fai(importazione)

    def fai(self, importazione: Importazione) -> Importazione:
        importazione.refresh_from_db()
        assert importazione.lavoro_id is not None
        esegui(lavoro_id=importazione.lavoro_id)
        lavoro = Lavoro.objects.get(pk=importazione.lavoro_id)
        assert lavoro.stato == "riuscito", lavoro.ultimo_errore
        importazione.refresh_from_db()
        return importazione

    def anteprima(self, contenuto: bytes, nome: str = "elenco.csv") -> Importazione:
        return self.leggi(self.carica(contenuto, nome))

    def tutto(self, contenuto: bytes, nome: str = "elenco.csv") -> Importazione:
        return self.importa(self.anteprima(contenuto, nome))


@pytest.fixture
def banco(cast: Cast, settings: Any, tmp_path: Path) -> Banco:
    settings.MEDIA_ROOT = tmp_path
    unita = cast.territorio.comuni["Borgo Sereno"].unita
    for i, nome in enumerate(MANCANTI):
        Comune.objects.create(
            ambito=unita.ambito,
            unita=unita,
            nome=nome,
            codice_istat=f"99001{i}",
            codice_catastale=f"Z91{i}",
        )
    return Banco(cast)


@pytest.fixture
def atteso() -> Callable[[str], dict[str, Any]]:
    return lambda nome: json.loads((CARTELLA / f"atteso_{nome}.json").read_text(encoding="utf-8"))


@pytest.fixture
def elenco() -> Callable[[str], bytes]:
    nomi = {
        "pulito": "elenco_nuclei_pulito.csv",
        "sporco": "elenco_nuclei_sporco.xlsx",
        "cp1252": "elenco_nuclei_cp1252.csv",
    }
    return lambda nome: (CARTELLA / nomi[nome]).read_bytes()
