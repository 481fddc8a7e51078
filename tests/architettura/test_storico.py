"""Rows with history are changed one by one: what leaves no trace is banned."""

import ast

from django.apps import apps

from tests.architettura.casa import albero, relativo, sorgenti

SENZA_TRACCIA = {"update", "bulk_create", "bulk_update"}
AMMESSI = {"adi_platform/base_models/storico.py"}


def nomi_storicizzati() -> set[str]:
    """Class names and reverse accessors of the models that keep history."""
    nomi = set()
    for modello in apps.get_models():
        if not hasattr(modello, "history"):
            continue
        nomi.add(modello.__name__)
        for campo in modello._meta.get_fields():
            if campo.concrete and campo.is_relation and campo.remote_field.related_name:
                nomi.add(campo.remote_field.related_name)
    return nomi - {"+"}


def catena(nodo: ast.expr) -> set[str]:
    """Every name in `Caso.objects.filter(...).update`."""
    return {
        figlio.id if isinstance(figlio, ast.Name) else figlio.attr
        for figlio in _anelli(nodo)
        if isinstance(figlio, (ast.Name, ast.Attribute))
    }


def _anelli(nodo: ast.expr) -> list[ast.expr]:
    anelli = [nodo]
    while isinstance(nodo, (ast.Attribute, ast.Call, ast.Subscript)):
        nodo = nodo.func if isinstance(nodo, ast.Call) else nodo.value
        anelli.append(nodo)
    return anelli


def senza_traccia(modulo: ast.Module, storicizzati: set[str]) -> list[int]:
    return [
        nodo.lineno
        for nodo in ast.walk(modulo)
        if isinstance(nodo, ast.Call)
        if isinstance(nodo.func, ast.Attribute) and nodo.func.attr in SENZA_TRACCIA
        if catena(nodo.func.value) & storicizzati
    ]


def test_nessuno_aggira_lo_storico() -> None:
    storicizzati = nomi_storicizzati()
    trovati = [
        f"{relativo(file)}:{riga}"
        for file in sorgenti()
        if relativo(file) not in AMMESSI
        for riga in senza_traccia(albero(file), storicizzati)
    ]
    assert trovati == []


def test_si_accorge_di_chi_lo_aggira() -> None:
    righe = (
        "CasoAdi.objects.filter(pk=1).update(a=1)",
        "caso.componenti.all().update(a=1)",
        "dati.update(b=2)",
    )
    codice = "\n".join(righe)
    assert senza_traccia(ast.parse(codice), {"CasoAdi", "componenti"}) == [1, 2]
