"""Nothing grows beyond what one reads in one go."""

import ast

from tests.architettura.casa import RADICE, albero, relativo, sorgenti, template

RIGHE_SORGENTE, RIGHE_PROVA, RIGHE_TEMPLATE, RIGHE_VISTA, RIGHE_COMPITO = 300, 500, 150, 40, 15
ECCEZIONI = {"adi_platform/settings/base.py": 350}


def righe(testo: str) -> int:
    return testo.count("\n")


def decorata(funzione: ast.FunctionDef, nome: str) -> bool:
    chiamati = [d.func if isinstance(d, ast.Call) else d for d in funzione.decorator_list]
    return any(isinstance(d, ast.Name) and d.id == nome for d in chiamati)


def test_i_file_stanno_nella_misura() -> None:
    lunghi = [
        f"{relativo(file)}: {quante}"
        for file in sorgenti()
        if (quante := righe(file.read_text())) > ECCEZIONI.get(relativo(file), RIGHE_SORGENTE)
    ]
    assert lunghi == []


def test_le_prove_stanno_nella_misura() -> None:
    lunghi = [
        relativo(file) for file in (RADICE / "tests").rglob("*.py") if righe(file.read_text()) > RIGHE_PROVA
    ]
    assert lunghi == []


def test_i_template_stanno_nella_misura() -> None:
    assert [relativo(file) for file in template() if righe(file.read_text()) > RIGHE_TEMPLATE] == []


def test_le_viste_e_i_compiti_stanno_nella_misura() -> None:
    lunghe = []
    for file in sorgenti():
        for nodo in ast.walk(albero(file)):
            if not isinstance(nodo, ast.FunctionDef):
                continue
            misura = RIGHE_VISTA if decorata(nodo, "vista") else RIGHE_COMPITO
            quante = (nodo.end_lineno or nodo.lineno) - nodo.lineno + 1
            if (decorata(nodo, "vista") or decorata(nodo, "shared_task")) and quante > misura:
                lunghe.append(f"{relativo(file)}:{nodo.name} ({quante})")
    assert lunghe == []


def test_non_restano_promesse_ne_percorsi_di_una_macchina() -> None:
    vietate = ("TODO", "FIXME", "/work/", "/root/", "/home/")
    trovate = [
        f"{relativo(file)}: {parola}"
        for file in [*sorgenti(migrazioni=True), *template()]
        for parola in vietate
        if parola in file.read_text()
    ]
    assert trovate == []
