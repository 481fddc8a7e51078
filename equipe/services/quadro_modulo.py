"""The table of the Quadro in use: the one of the Ambito, or the starting one. A stored table never changes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito
from equipe.models import ModuloQuadro, Quadro
from equipe.rules.quadro import ModelloQuadro, errori_quadro, leggi_quadro
from equipe.services.contenuti import ruoli

FILE_QUADRO = Path(__file__).parent.parent / "contenuti" / "quadro_analisi.yaml"


class QuadroNonValido(DominioError):
    """The table is wrong; `errori` lists what, in plain words."""

    def __init__(self, errori: Sequence[str]) -> None:
        super().__init__("Il file delle voci non è in ordine: " + "; ".join(errori) + ".")
        self.errori = tuple(errori)


@lru_cache(maxsize=1)
def contenuto_quadro() -> dict[str, Any]:
    return leggi_file(FILE_QUADRO.read_bytes())


def leggi_file(dati: bytes) -> dict[str, Any]:
    """Raises QuadroNonValido when it is not a table at all."""
    try:
        contenuto = yaml.load(dati.decode("utf-8"), Loader=yaml.CSafeLoader)
    except (UnicodeDecodeError, yaml.YAMLError) as errore:
        raise QuadroNonValido(["il file non si legge come YAML"]) from errore
    if not isinstance(contenuto, dict):
        raise QuadroNonValido(["il file non contiene un elenco di voci"])
    return contenuto


def errori_del_quadro(contenuto: Mapping[str, Any]) -> list[str]:
    return list(errori_quadro(contenuto, funzioni=ruoli().keys()))


@transaction.atomic
def carica_modulo_quadro(*, contenuto: Mapping[str, Any], ambito: Ambito | None = None) -> ModuloQuadro:
    """Store a table, once. Raises QuadroNonValido when it is wrong."""
    if errori := errori_del_quadro(contenuto):
        raise QuadroNonValido(errori)
    testo = json.dumps(contenuto, sort_keys=True, ensure_ascii=False, default=str)
    impronta = hashlib.sha256(f"{ambito.pk if ambito else ''}:{testo}".encode()).hexdigest()
    riga, _ = ModuloQuadro.objects.get_or_create(
        sha256=impronta,
        defaults={"ambito": ambito, "versione": str(contenuto["versione"]), "contenuto": json.loads(testo)},
    )
    return riga


def modulo_in_uso(ambito: Ambito) -> ModuloQuadro:
    """The last table of the Ambito, or the starting one."""
    proprio = ModuloQuadro.objects.filter(ambito=ambito).order_by("-creato_il").first()
    return proprio or carica_modulo_quadro(contenuto=contenuto_quadro())


def modello_di(quadro: Quadro) -> ModelloQuadro:
    """The table with which the Quadro is written."""
    return _letto(quadro.modulo.sha256, quadro.modulo_id)


@lru_cache(maxsize=16)
def _letto(impronta: str, pk: int) -> ModelloQuadro:
    return leggi_quadro(ModuloQuadro.objects.get(pk=pk).contenuto)
