"""Functions in a team (code table): what each is called and how it enters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

CAMPI_RUOLO = ("codice", "nome", "funzione", "vista", "equipe", "si_invita_quando")
POSTI = ("base", "secondo_bisogno", "fuori")
DI_CHI = ("tutte", "lavoro", "minori", "una", "nessuna")
FORME = ("nomi", "iniziali")


@dataclass(frozen=True, slots=True, kw_only=True)
class VistaRuolo:
    """What who is invited reads of a household: whom, by name or initials, the neutral reason or not."""

    codice: str
    persone: str
    come: str
    motivo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bisogno:
    """An item of the preliminary analysis and the answers that count."""

    voce: str
    se: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuoloEquipe:
    """A function. `posto`: in every team, when needed, or never inside the team.

    `bisogni` make it proposed, `mai_con` take it away; `enti` are codes of the kinds of bodies that have it.
    """

    codice: str
    nome: str
    compito: str
    vista: str
    posto: str
    si_invita_quando: str
    enti: tuple[str, ...] = ()
    bisogni: tuple[Bisogno, ...] = ()
    mai_con: tuple[Bisogno, ...] = ()


def leggi_ruoli(contenuto: Mapping[str, Any]) -> tuple[RuoloEquipe, ...]:
    """The functions of a content file that has no mistakes."""
    return tuple(
        RuoloEquipe(
            codice=r["codice"],
            nome=r["nome"],
            compito=r["funzione"],
            vista=r["vista"],
            posto=r["equipe"],
            si_invita_quando=r["si_invita_quando"],
            enti=tuple(r.get("enti", ())),
            bisogni=_bisogni(r.get("bisogni", ())),
            mai_con=_bisogni(r.get("mai_con", ())),
        )
        for r in contenuto["ruoli"]
    )


def _bisogni(righe: Iterable[Mapping[str, Any]]) -> tuple[Bisogno, ...]:
    return tuple(Bisogno(voce=r["voce"], se=tuple(str(c) for c in r["se"])) for r in righe)


def leggi_viste(contenuto: Mapping[str, Any]) -> tuple[VistaRuolo, ...]:
    """The views of a content file that has no mistakes."""
    return tuple(
        VistaRuolo(codice=v["codice"], persone=v["persone"], come=v["come"], motivo=bool(v["motivo"]))
        for v in contenuto["viste"]
    )


def errori_viste(contenuto: Mapping[str, Any]) -> Iterable[str]:
    for vista in contenuto.get("viste", []):
        nome = vista.get("codice") or "una vista senza codice"
        if vista.get("persone") not in DI_CHI:
            yield f"{nome}: «persone» deve essere uno di {', '.join(DI_CHI)}"
        if vista.get("come") not in FORME:
            yield f"{nome}: «come» deve essere uno di {', '.join(FORME)}"
        if not isinstance(vista.get("motivo"), bool):
            yield f"{nome}: «motivo» deve essere true o false"


def errori_ruoli(contenuto: Mapping[str, Any]) -> Iterable[str]:
    """What is wrong in the file, in words for whoever wrote it."""
    viste = {v.get("codice") for v in contenuto.get("viste", [])}
    enti = {e.get("codice") for e in contenuto.get("enti", [])}
    visti: set[str] = set()
    yield from errori_viste(contenuto)
    if not contenuto.get("ruoli"):
        yield "manca l'elenco «ruoli»"
    for numero, ruolo in enumerate(contenuto.get("ruoli", []), start=1):
        nome = ruolo.get("codice") or f"ruolo n. {numero}"
        yield from (f"{nome}: manca «{campo}»" for campo in CAMPI_RUOLO if not ruolo.get(campo))
        if ruolo.get("vista") not in viste:
            yield f"{nome}: la vista «{ruolo.get('vista')}» non è fra le viste del file"
        if ruolo.get("equipe") not in POSTI:
            yield f"{nome}: «equipe» deve essere uno di {', '.join(POSTI)}"
        for bisogno in [*ruolo.get("bisogni", []), *ruolo.get("mai_con", [])]:
            if not bisogno.get("voce") or not bisogno.get("se"):
                yield f"{nome}: ogni bisogno dice la voce dell'analisi e le risposte che contano"
        yield from (f"{nome}: l'ente «{e}» non è nel file" for e in ruolo.get("enti", []) if e not in enti)
        if nome in visti:
            yield f"{nome}: il codice è scritto due volte"
        visti.add(nome)
