"""From headings to fields: what each column holds is proposed, and a person confirms it."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from cases.rules.elenco.campi import OBBLIGATORI, campi, campi_della_persona, etichetta_di
from cases.rules.elenco.celle import Cella, piega, pulisci, testo_di

MASSIMO_COMPONENTI = 20
_RIGHE_DI_TITOLO = 30
_NUMERATA_PRIMA = re.compile(r"(?:componente|comp|membro|familiare|persona) ?([0-9]{1,2}) (.+)")
_NUMERATA_DOPO = re.compile(r"(.+?) (?:componente|comp|membro|familiare|persona) ?([0-9]{1,2})")


def piega_intestazione(intestazione: str) -> str:
    return " ".join(re.sub(r"[^\w€]|_", " ", piega(intestazione)).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mappatura:
    """Field code per column position ("" = ignored), as the operator confirmed it."""

    colonne: tuple[str, ...]
    posti: Mapping[str, int] = field(init=False)
    componenti: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        posti = {campo: i for i, campo in reversed(list(enumerate(self.colonne))) if campo}
        numeri = {int(c.split(".")[0].removeprefix("componente_")) for c in posti if "." in c}
        object.__setattr__(self, "posti", posti)
        object.__setattr__(self, "componenti", tuple(sorted(numeri)))

    @property
    def un_nucleo_per_riga(self) -> bool:
        return bool(self.componenti)

    def problemi(self) -> list[str]:
        """What still keeps this mapping from being used, in plain Italian."""
        presenti = {c.rpartition(".")[2] for c in self.posti}
        mancano = [campi()[c].etichetta for c in OBBLIGATORI if c not in presenti]
        usati = [c for c in self.colonne if c]
        doppi = sorted({c for c in usati if usati.count(c) > 1})
        frasi = [f"Indica quale colonna contiene: {nome}." for nome in mancano]
        frasi += [f"Due colonne sono indicate come «{etichetta_di(c)}»: scegline una." for c in doppi]
        persona = {c.codice for c in campi_della_persona()}
        if self.componenti and persona & set(usati):
            frasi.append(
                "Nello stesso elenco ci sono colonne di una persona e colonne «componente»: "
                "ignora le une o le altre."
            )
        return frasi


@cache
def _per_sinonimo() -> dict[str, str]:
    """Headings by field: the words of the page too, which whoever prepares a list copies."""
    return {piega_intestazione(s): c.codice for c in campi().values() for s in (c.etichetta, *c.sinonimi)}


def campo_di(intestazione: str) -> str:
    """The field that a heading names exactly, "" when none does."""
    testo = piega_intestazione(intestazione)
    if testo in _per_sinonimo():
        return _per_sinonimo()[testo]
    numerata = _NUMERATA_PRIMA.fullmatch(testo)
    if numerata:
        return _del_componente(numerata[1], numerata[2])
    numerata = _NUMERATA_DOPO.fullmatch(testo)
    return _del_componente(numerata[2], numerata[1]) if numerata else ""


def _del_componente(numero: str, resto: str) -> str:
    campo = _per_sinonimo().get(resto, "")
    persona = {c.codice for c in campi_della_persona()}
    return (
        f"componente_{int(numero)}.{campo}"
        if campo in persona and 0 < int(numero) <= MASSIMO_COMPONENTI
        else ""
    )


def _campo_contenuto(intestazione: str) -> str:
    """The longest synonym found as whole words inside a longer heading."""
    testo = f" {piega_intestazione(intestazione)} "
    trovati = [s for s in _per_sinonimo() if len(s) > 3 and f" {s} " in testo]
    return _per_sinonimo()[max(trovati, key=len)] if trovati else ""


def proponi(intestazioni: Sequence[str]) -> Mappatura:
    """A first mapping: exact names first, then names inside longer headings; each field once."""
    colonne = [""] * len(intestazioni)
    presi: set[str] = set()
    for regola in (campo_di, _campo_contenuto):
        for i, intestazione in enumerate(intestazioni):
            campo = "" if colonne[i] else regola(intestazione)
            if campo and campo not in presi:
                colonne[i] = campo
                presi.add(campo)
    return Mappatura(colonne=tuple(colonne))


def trova_intestazione(prime_righe: Iterable[Sequence[Cella]]) -> int:
    """Index of the row of headings among the first ones: the row that names most fields."""
    migliore, voto_migliore, prima_piena = -1, 1, -1
    for i, celle in enumerate(prime_righe):
        if i >= _RIGHE_DI_TITOLO:
            break
        testi = [testo_di(pulisci(c)) for c in celle]
        voto = len({campo_di(t) for t in testi if t} - {""})
        if voto > voto_migliore:
            migliore, voto_migliore = i, voto
        if prima_piena < 0 and sum(1 for t in testi if t) > 1:
            prima_piena = i
    return migliore if migliore >= 0 else max(prima_piena, 0)


def impronta_intestazioni(intestazioni: Sequence[str]) -> str:
    """The same headings, however spaced or capitalised, have the same fingerprint."""
    testo = "\x1f".join(piega_intestazione(i) for i in intestazioni)
    return hashlib.sha256(testo.encode()).hexdigest()
