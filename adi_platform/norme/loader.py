"""Reads `parametri/<materia>/<nome>.yaml` and answers: which value was in force on that date?

An Ambito may lay its own dated values over the national ones, where the parameter allows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from adi_platform.norme.errori import (
    ParametroNonModificabile,
    ParametroSconosciuto,
    ParametroSenzaValore,
    ValoreNonValido,
)
from adi_platform.norme.valori import Parametro, UnitaMisura, Valore

CARTELLA = Path(__file__).parent / "parametri"
EVIDENZA = re.compile(r"^(S|K|CFG|NC)( (H|M-H|M|L-M|L))?$")
CAMPI = {"descrizione", "unita", "valori", "opzioni", "modificabile"}
CAMPI_VALORE = {"dal", "fino_al", "valore", "riferimento", "evidenza"}


class FileParametroNonValido(ValueError):
    """A parameter file is written badly: the program does not start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValoreAmbito:
    """A value chosen by an Ambito, as text, with its own act and dates (last day included)."""

    valore: str
    dal: date
    riferimento: str
    fino_al: date | None = None


SceltaAmbito = Mapping[str, Sequence[ValoreAmbito]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Norme:
    """The parameters of the law as one Ambito sees them."""

    parametri: Mapping[str, Parametro]
    scelte: Mapping[str, tuple[Valore, ...]] = field(default_factory=dict)

    def definizione(self, chiave: str) -> Parametro:
        try:
            return self.parametri[chiave]
        except KeyError:
            raise ParametroSconosciuto(f"Il parametro «{chiave}» non esiste.") from None

    def valore(self, chiave: str, *, al: date) -> Valore:
        """The value in force on `al`: the Ambito's, otherwise the national one."""
        definizione = self.definizione(chiave)
        validi = [scelta for scelta in self.scelte.get(chiave, ()) if scelta.in_vigore(al)]
        valore = validi[-1] if validi else definizione.in_vigore(al)
        if valore is None:
            raise ParametroSenzaValore(_perche_manca(definizione, al))
        return valore

    def elenco(self, materia: str | None = None) -> tuple[Parametro, ...]:
        """All the parameters, in alphabetical order, to be shown in the interface."""
        ordinati = (self.parametri[chiave] for chiave in sorted(self.parametri))
        return tuple(p for p in ordinati if materia in (None, p.materia))

    def con_ambito(self, scelte: SceltaAmbito) -> Norme:
        """The same law with the choices of an Ambito on top."""
        lette = {chiave: self._leggi_scelte(chiave, valori) for chiave, valori in scelte.items()}
        return replace(self, scelte=MappingProxyType({**self.scelte, **lette}))

    def con_cartella(self, cartella: Path) -> Norme:
        """The same law updated by the files of a folder: a new Bilancio, before a new release.

        Each file adds values to its parameter, or replaces those with the same date.
        """
        aggiunte = leggi_cartella(cartella).parametri
        uniti = {
            chiave: _con_aggiunte(self.parametri.get(chiave), nuovo) for chiave, nuovo in aggiunte.items()
        }
        return replace(self, parametri=MappingProxyType({**self.parametri, **uniti}))

    def _leggi_scelte(self, chiave: str, valori: Iterable[ValoreAmbito]) -> tuple[Valore, ...]:
        definizione = self.definizione(chiave)
        if not definizione.modificabile:
            raise ParametroNonModificabile(
                f"«{definizione.descrizione}» è fissato dalla norma nazionale e non si cambia per Ambito."
            )
        letti = (
            Valore(
                chiave=chiave,
                unita=definizione.unita,
                valore=definizione.leggi(scelta.valore),
                dal=scelta.dal,
                fino_al=scelta.fino_al,
                riferimento=scelta.riferimento,
                evidenza="CFG",
                dell_ambito=True,
            )
            for scelta in valori
        )
        return tuple(sorted(letti, key=lambda valore: valore.dal))


@lru_cache(maxsize=1)
def norme_nazionali() -> Norme:
    """The parameters shipped with the program."""
    return leggi_cartella(CARTELLA)


def parametro(chiave: str, *, al: date, ambito: SceltaAmbito | None = None) -> Valore:
    """`parametro("adi.soglia_isee", al=date(2025, 6, 1)).decimale`"""
    norme = norme_nazionali()
    return (norme.con_ambito(ambito) if ambito else norme).valore(chiave, al=al)


def elenco_parametri(materia: str | None = None) -> tuple[Parametro, ...]:
    return norme_nazionali().elenco(materia)


def leggi_cartella(cartella: Path) -> Norme:
    """All the files `<materia>/<nome>.yaml` of a folder; a mistake stops everything and names the file."""
    parametri = {}
    for percorso in sorted(cartella.glob("*/*.yaml")):
        chiave = f"{percorso.parent.name}.{percorso.stem}"
        try:
            parametri[chiave] = _leggi_file(chiave, percorso)
        except (ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as errore:
            raise FileParametroNonValido(f"{chiave}: {errore}") from errore
    return Norme(parametri=MappingProxyType(parametri))


def _leggi_file(chiave: str, percorso: Path) -> Parametro:
    dati: dict[str, Any] = yaml.load(percorso.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    _solo_campi(dati, CAMPI)
    vuoto = Parametro(
        chiave=chiave,
        descrizione=dati["descrizione"],
        unita=UnitaMisura(dati["unita"]),
        valori=(),
        opzioni=MappingProxyType(dati.get("opzioni", {})),
        modificabile=dati["modificabile"],
    )
    valori = tuple(_leggi_valore(vuoto, riga) for riga in dati["valori"])
    date_valori = [valore.dal for valore in valori]
    if date_valori != sorted(set(date_valori)):
        raise FileParametroNonValido("the values must be in order of date, one per date")
    return replace(vuoto, valori=valori)


def _leggi_valore(definizione: Parametro, riga: dict[str, Any]) -> Valore:
    _solo_campi(riga, CAMPI_VALORE)
    if not isinstance(riga["valore"], str):
        raise FileParametroNonValido("values are written between quotes")
    if not EVIDENZA.match(riga["evidenza"]) or not riga["riferimento"]:
        raise FileParametroNonValido("each value needs its reference and evidence mark")
    dal, fino_al = riga["dal"], riga.get("fino_al")
    if fino_al is not None and fino_al < dal:
        raise FileParametroNonValido("a value ends before it starts")
    try:
        valore = definizione.leggi(riga["valore"])
    except ValoreNonValido as errore:
        raise FileParametroNonValido(str(errore)) from errore
    return Valore(
        chiave=definizione.chiave,
        unita=definizione.unita,
        valore=valore,
        dal=dal,
        fino_al=fino_al,
        riferimento=riga["riferimento"],
        evidenza=riga["evidenza"],
    )


def _con_aggiunte(vecchio: Parametro | None, nuovo: Parametro) -> Parametro:
    if vecchio is None:
        return nuovo
    if vecchio.unita is not nuovo.unita:
        raise FileParametroNonValido(f"{nuovo.chiave}: the unit cannot change")
    per_data = {valore.dal: valore for valore in (*vecchio.valori, *nuovo.valori)}
    return replace(nuovo, valori=tuple(per_data[dal] for dal in sorted(per_data)))


def _solo_campi(dati: dict[str, Any], ammessi: set[str]) -> None:
    if estranei := set(dati) - ammessi:
        raise FileParametroNonValido(f"unknown fields: {', '.join(sorted(estranei))}")


def _perche_manca(definizione: Parametro, al: date) -> str:
    nome = f"«{definizione.descrizione}»"
    if not definizione.valori:
        return f"{nome} non ha ancora un valore confermato: va impostato dall'Ambito."
    primo = definizione.valori[0].dal
    if al < primo:
        return f"{nome} non ha un valore al {al:%d/%m/%Y}: il primo vale dal {primo:%d/%m/%Y}."
    return f"{nome} non ha un valore in vigore al {al:%d/%m/%Y}."
