"""A territory with the Comuni of the lists, and lists brought in as the coordinator would."""

import datetime
from dataclasses import dataclass
from pathlib import Path

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


def crea_banco(cast: Cast) -> Banco:
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


def leggi_elenco(nome: str) -> bytes:
    nomi = {
        "pulito": "elenco_nuclei_pulito.csv",
        "sporco": "elenco_nuclei_sporco.xlsx",
        "cp1252": "elenco_nuclei_cp1252.csv",
    }
    return (CARTELLA / nomi[nome]).read_bytes()
