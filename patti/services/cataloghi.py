"""The catalogues in use: those of the project, or those with which an Ambito replaced them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from patti.enums import TipoCatalogo
from patti.models import CatalogoPatto
from patti.rules.catalogo import Catalogo, leggi_catalogo
from patti.rules.errori_catalogo import errori_impegni, errori_obiettivi, errori_sostegni

CARTELLA = Path(__file__).parent.parent / "contenuti"
PESO_MASSIMO = 2 * 1024 * 1024
CONTROLLI: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Iterable[str]]] = {
    TipoCatalogo.OBIETTIVI: errori_obiettivi,
    TipoCatalogo.SOSTEGNI: errori_sostegni,
    TipoCatalogo.IMPEGNI: errori_impegni,
}


class CatalogoNonValido(DominioError):
    """The file has mistakes: `errori` lists them all."""

    def __init__(self, errori: list[str]) -> None:
        super().__init__(
            "Il file ha degli errori: nessuna voce è stata cambiata. " + "; ".join(errori[:10]) + ".",
            campo="file",
        )
        self.errori = errori


def catalogo_di(ambito_id: int) -> Catalogo:
    """The catalogues of an Ambito (one query; the reading of each content is kept in memory)."""
    propri = dict(
        CatalogoPatto.objects.filter(ambito=ambito_id, chiuso_il__isnull=True).values_list("tipo", "sha256")
    )
    return _letto(*(propri.get(tipo, "") for tipo in TipoCatalogo.values))


def contenuti_di(ambito_id: int | None) -> dict[str, dict[str, Any]]:
    """The three contents as they are in force, by kind."""
    contenuti = {tipo: contenuto_di_partenza(tipo) for tipo in TipoCatalogo.values}
    if ambito_id is not None:
        for riga in CatalogoPatto.objects.filter(ambito=ambito_id, chiuso_il__isnull=True):
            contenuti[riga.tipo] = riga.contenuto
    return contenuti


@cache
def contenuto_di_partenza(tipo: str) -> dict[str, Any]:
    """The project's own copy."""
    return leggi_yaml((CARTELLA / f"catalogo_{tipo}.yaml").read_bytes())


def leggi_yaml(dati: bytes) -> dict[str, Any]:
    """The mapping in a YAML file. Raises CatalogoNonValido with the line of the mistake."""
    if len(dati) > PESO_MASSIMO:
        raise CatalogoNonValido(["il file è più grande di 2 MB"])
    try:
        contenuto = yaml.load(dati.decode("utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as errore:
        raise CatalogoNonValido(["il file non è in UTF-8"]) from errore
    except yaml.YAMLError as errore:
        segno = getattr(errore, "problem_mark", None)
        dove = f"riga {segno.line + 1}, colonna {segno.column + 1}" if segno else "punto non trovato"
        raise CatalogoNonValido([f"il file non si legge come YAML ({dove})"]) from errore
    if not isinstance(contenuto, dict):
        raise CatalogoNonValido(["il file non contiene un catalogo"])
    return contenuto


def errori_di(tipo: str, contenuto: Mapping[str, Any], *, altri: Mapping[str, Any]) -> list[str]:
    """All the mistakes of one catalogue, checked with the links to the other two."""
    return list(CONTROLLI[tipo](contenuto, altri))


@transaction.atomic
def sostituisci_catalogo(
    *, ambito: Ambito, tipo: str, dati: bytes, operatore: Utente | None = None
) -> CatalogoPatto:
    """Put in force a catalogue of the Ambito in place of the present one; the old one stays readable."""
    contenuto = leggi_yaml(dati)
    altri = {**contenuti_di(ambito.pk), tipo: contenuto}
    errori = [e for t in TipoCatalogo.values for e in errori_di(t, altri[t], altri=altri)]
    if errori:
        raise CatalogoNonValido(errori)
    contenuto = json.loads(json.dumps(contenuto, default=str))
    in_uso = CatalogoPatto.objects.select_for_update().filter(
        ambito=ambito, tipo=tipo, chiuso_il__isnull=True
    )
    in_uso.update(chiuso_il=timezone.now())
    return CatalogoPatto.objects.create(
        ambito=ambito,
        tipo=tipo,
        versione=str(contenuto.get("versione", ""))[:20],
        contenuto=contenuto,
        sha256=hashlib.sha256(dati).hexdigest(),
        aggiornato_da=operatore,
    )


@lru_cache(maxsize=64)
def _letto(*impronte: str) -> Catalogo:
    """Keyed by content, so that a new catalogue is read at once and an old one never comes back."""
    contenuti = {}
    for tipo, impronta in zip(TipoCatalogo.values, impronte, strict=True):
        riga = CatalogoPatto.objects.filter(tipo=tipo, sha256=impronta).first() if impronta else None
        contenuti[tipo] = riga.contenuto if riga else contenuto_di_partenza(tipo)
    return leggi_catalogo(**contenuti)
