"""Reads a regulation file: the measures it declares, or all the mistakes it has and where they are.

A file has what its measures share (`fatti`, `requisiti`, `documenti`, `voci`, `comuni`) and the list
`misure`, which names them. `contenuto_di` writes one measure alone, as a file that stands by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contributi.rules.lettura_parti import (
    leggi_adi,
    leggi_deroga,
    leggi_disposizioni,
    leggi_documenti,
    leggi_fatti,
    leggi_limiti,
    leggi_progetto,
    leggi_pubblicazione,
    leggi_siuss,
    leggi_termini,
    leggi_voci,
)
from contributi.rules.lettura_requisito import fatti_del_requisito, leggi_requisito
from contributi.rules.misura import FattoRichiesto, MisuraLetta, Regolamento
from contributi.rules.nodo_file import Nodo
from contributi.rules.tipi_requisito import TIPI

Contenuto = Mapping[str, Any]
CORSIE = ("ordinaria", "urgente")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogo:
    """What a file may name and does not define: documents, ways of payment, dated settings."""

    documenti: Mapping[str, str] = field(default_factory=dict)
    modi: Mapping[str, str] = field(default_factory=dict)
    parametri: frozenset[str] = frozenset()


class RegolamentoNonValido(ValueError):
    """`errori` are all the mistakes, in plain Italian."""

    def __init__(self, errori: list[str]) -> None:
        super().__init__("; ".join(errori))
        self.errori = errori


def leggi_regolamento(contenuto: Contenuto, catalogo: Catalogo) -> tuple[MisuraLetta, ...]:
    """The measures of a file. Raises RegolamentoNonValido with every mistake found."""
    errori: list[str] = []
    misure = _leggi(contenuto, catalogo, errori)
    if errori:
        raise RegolamentoNonValido(_una_volta(errori))
    return misure


def errori_regolamento(contenuto: Contenuto, catalogo: Catalogo) -> list[str]:
    errori: list[str] = []
    _leggi(contenuto, catalogo, errori)
    return _una_volta(errori)


def _una_volta(errori: list[str]) -> list[str]:
    """A wrong line that many measures share is told once, at the first of them."""
    uguali: dict[str, list[str]] = {}
    for errore in errori:
        dove, virgola, resto = errore.partition(", ")
        uguali.setdefault(resto if virgola and dove.startswith("misura ") else errore, []).append(errore)
    return [primo + _anche_in(len(altri)) for primo, *altri in uguali.values()]


def _anche_in(altre: int) -> str:
    if not altre:
        return ""
    quante = "un'altra misura" if altre == 1 else f"altre {altre} misure"
    return f" (lo stesso in {quante})"


def contenuto_di(contenuto: Contenuto, misura: MisuraLetta) -> dict[str, Any]:
    """One measure with all that it shares written inside: it can be read again alone."""
    trovata = next(voce for voce in contenuto["misure"] if voce["codice"] == misura.codice)
    usati = {fatto.codice for fatto in misura.fatti}
    return {
        "regolamento": _semplice(contenuto["regolamento"]),
        "fatti": [_semplice(fatto) for fatto in contenuto["fatti"] if fatto["codice"] in usati],
        "misure": [_semplice(_risolta(contenuto, trovata))],
    }


def _leggi(contenuto: Contenuto, catalogo: Catalogo, errori: list[str]) -> tuple[MisuraLetta, ...]:
    if not isinstance(contenuto, Mapping):
        errori.append("il file non contiene un regolamento")
        return ()
    radice = Nodo(contenuto, "", errori)
    testata = radice.nodo("regolamento")
    regolamento = _regolamento(testata) if testata else None
    fatti = {fatto.codice: fatto for fatto in leggi_fatti(radice)}
    for nome in ("requisiti", "documenti", "voci", "comuni"):
        radice.valore(nome)
    scritte = radice.nodi("misure", "misura")
    radice.unici(scritte)
    radice.nient_altro()
    if regolamento is None:
        return ()
    misure = []
    for scritta in scritte:
        nodo = Nodo(_risolta(contenuto, scritta.dati), scritta.dove, errori)
        misure.append(_misura(nodo, regolamento, fatti, catalogo))
    return tuple(misure)


def _regolamento(nodo: Nodo) -> Regolamento:
    dal, al = nodo.data("valido_dal"), nodo.data("valido_al", obbligatorio=False)
    if dal and al and al < dal:
        nodo.segnala("«valido_al» viene prima di «valido_dal»")
    regolamento = Regolamento(
        codice=nodo.codice(),
        titolo=nodo.testo("titolo"),
        ente=nodo.testo("ente"),
        atto=nodo.testo("atto"),
        valido_dal=dal or date.min,
        valido_al=al,
    )
    nodo.nient_altro()
    return regolamento


def _misura(
    nodo: Nodo, regolamento: Regolamento, fatti: Mapping[str, FattoRichiesto], catalogo: Catalogo
) -> MisuraLetta:
    righe = nodo.nodi("requisiti", "requisito")
    nodo.unici(righe)
    requisiti = tuple(leggi_requisito(riga, fatti) for riga in righe)
    documenti = leggi_documenti(nodo, fatti, catalogo.documenti)
    usati = {codice for r in requisiti if r.tipo in TIPI for codice in fatti_del_requisito(r, fatti)} | {
        codice for documento in documenti for codice in documento.quando.fatti
    }
    aggiunti = nodo.testi("altri_fatti", obbligatorio=False)
    for codice in aggiunti:
        if codice not in fatti:
            nodo.segnala(f"«altri_fatti»: «{codice}» non è nell'elenco «fatti» del file")
    misura = MisuraLetta(
        codice=nodo.codice(),
        nome=nodo.testo("nome"),
        descrizione=nodo.testo("descrizione"),
        articolo=nodo.articolo(),
        regolamento=regolamento,
        corsia=nodo.scelta("corsia", CORSIE, altrimenti="ordinaria"),
        destinatari=leggi_disposizioni(nodo, "destinatari"),
        requisiti=requisiti,
        fatti=tuple(fatto for codice, fatto in fatti.items() if codice in usati | set(aggiunti)),
        documenti=documenti,
        modi=leggi_voci(nodo, "modi", nomi=catalogo.modi),
        spese=leggi_voci(nodo, "spese", obbligatorie=False),
        beni=leggi_voci(nodo, "beni", obbligatorie=False),
        limiti=leggi_limiti(nodo, requisiti),
        progetto=leggi_progetto(nodo),
        termini=leggi_termini(nodo, catalogo.parametri),
        adi=leggi_adi(nodo, catalogo.modi),
        siuss=leggi_siuss(nodo),
        pubblicazione=leggi_pubblicazione(nodo, catalogo.parametri),
        deroga=leggi_deroga(nodo),
        note=leggi_disposizioni(nodo, "note", obbligatorie=False),
    )
    nodo.nient_altro()
    return misura


def _risolta(contenuto: Contenuto, misura: Contenuto) -> dict[str, Any]:
    """The measure with the shared parts that it names; a name that is not there stays as it is."""
    comuni = contenuto.get("comuni")
    intera = {**(comuni if isinstance(comuni, Mapping) else {}), **misura}
    for nome in ("requisiti", "documenti"):
        condivisi = {voce.get("codice"): voce for voce in _voci(contenuto, nome)}
        if isinstance(intera.get(nome), list):
            intera[nome] = [_una(voce, condivisi) for voce in intera[nome]]
    elenchi = contenuto.get("voci")
    if isinstance(elenchi, Mapping):
        for nome in ("modi", "spese", "beni"):
            if isinstance(intera.get(nome), str):
                intera[nome] = elenchi.get(intera[nome], intera[nome])
    return intera


def _una(voce: Any, condivisi: Mapping[Any, Contenuto]) -> Any:
    """A name becomes its definition, also with some fields of its own."""
    if isinstance(voce, str):
        return condivisi.get(voce, {"codice": voce})
    if isinstance(voce, Mapping) and "come" in voce:
        proprie = {chiave: valore for chiave, valore in voce.items() if chiave != "come"}
        return {**condivisi.get(voce["come"], {}), **proprie}
    return voce


def _voci(contenuto: Contenuto, nome: str) -> list[Contenuto]:
    voci = contenuto.get(nome)
    return [voce for voce in voci if isinstance(voce, Mapping)] if isinstance(voci, list) else []


def _semplice(valore: Any) -> Any:
    """Dates as text: what is kept in the row is JSON."""
    if isinstance(valore, Mapping):
        return {str(chiave): _semplice(voce) for chiave, voce in valore.items()}
    if isinstance(valore, list):
        return [_semplice(voce) for voce in valore]
    return str(valore) if isinstance(valore, date) else valore
