"""Is anybody recognisable in a text about to be published? The last check before the omissis goes on line.

Names, codes, addresses, contacts, birth dates, ISEE values and words of illness of the household, however
written: capitals, no accents, hyphens, letters set apart. Initials are not enough to hide somebody, so
nothing here masks: what is found must be taken out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from adi_platform.norme.esito import Livello, Motivo
from adi_platform.ricerca.testo import normalizza

ARTICOLO = "D.Lgs. 33/2013 art. 26 c. 4; D.Lgs. 196/2003 art. 2-septies c. 8"
A_CAPO = re.compile(r"[-\u00ad\u2010\u2011]\s*\n\s*")
IMPORTO = re.compile(r"\d{1,3}(?:[. \u00a0']\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?")
CODICE_FISCALE = re.compile(r"[a-z]{6}\d\d[a-z]\d\d[a-z]\d{3}[a-z]")
CON_OMOCODIA = re.compile(r"[a-z]{6}[0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{3}[a-z]")
APOSTROFI = re.compile("['’‘`´ʼ]")
MESI = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
# Words of an address that say nothing by themselves.
TOPONIMI = frozenset(
    ["via", "viale", "v", "piazza", "piazzale", "vicolo", "corso", "largo", "strada", "contrada", "localita"]
)
DI_LEGAME = frozenset(["di", "del", "della", "dei", "delle", "d", "de", "da", "in", "n", "km", "snc", "int"])
PREFISSO_CODICE = 6
CIFRE_TELEFONO = 6


class Genere(StrEnum):
    """What kind of thing was found, in the words of the screen."""

    NOME = "nome o cognome"
    CODICE = "codice fiscale"
    INDIRIZZO = "indirizzo"
    RECAPITO = "recapito"
    NASCITA = "data di nascita"
    ISEE = "valore dell'ISEE o del reddito"
    SALUTE = "parola che parla di salute o disagio"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiVietati:
    """What the public text must not contain. `importi` in euro; `salute` are beginnings of words,
    ends with a hyphen in front, whole words with a dot after them.
    """

    nomi: tuple[str, ...] = ()
    codici: tuple[str, ...] = ()
    indirizzi: tuple[str, ...] = ()
    recapiti: tuple[str, ...] = ()
    nascite: tuple[date, ...] = ()
    importi: tuple[Decimal, ...] = ()
    salute: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trovato:
    """`dove` is the piece of the public text, for who has to correct it; never shown outside the office."""

    genere: Genere
    dove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indizi:
    """How many people share what the act says. Few of them, and one is recognised without a name."""

    comune_indicato: bool
    stessa_misura: int
    stesso_comune: int
    stesso_giorno_e_importo: int


def cerca_identita(
    testo: str,
    vietati: DatiVietati,
    *,
    frasi_ammesse: Iterable[str] = (),
    importi_ammessi: Iterable[Decimal] = (),
) -> tuple[Trovato, ...]:
    """Everything of the household in the text, each thing once.

    `frasi_ammesse` are names of the office (body, official, measure) that may look like those of a person;
    `importi_ammessi` the amounts that the act must say.
    """
    brani = [_Brano.di(parole) for parole in _pezzi(testo, frasi_ammesse)]
    trovati = [
        *_nomi(brani, testo, vietati.nomi),
        *_codici(brani, vietati.codici),
        *_indirizzi(brani, vietati.indirizzi),
        *_recapiti(brani, vietati.recapiti),
        *_nascite(brani, vietati.nascite),
        *_importi(testo, set(vietati.importi) - set(importi_ammessi)),
        *_salute(brani, vietati.salute),
    ]
    return tuple(dict.fromkeys(trovati))


def avvisi_piccolo_gruppo(indizi: Indizi, *, minimo: int) -> tuple[Motivo, ...]:
    """Hints that together with amount and date may point to one person; who publishes weighs them."""
    avvisi = []
    if indizi.stessa_misura < minimo:
        avvisi.append(
            (
                "MISURA_RARA",
                f"Quest'anno la misura è stata concessa a {indizi.stessa_misura} persone soltanto.",
            )
        )
    if indizi.comune_indicato and indizi.stesso_comune < minimo:
        avvisi.append(
            ("COMUNE_PICCOLO", f"In questo Comune la misura ha {indizi.stesso_comune} beneficiari soltanto.")
        )
    if indizi.stesso_giorno_e_importo < minimo and indizi.comune_indicato:
        avvisi.append(
            ("GIORNO_E_IMPORTO", "Giorno, importo e Comune insieme possono far capire di chi si tratta.")
        )
    return tuple(
        Motivo(codice=codice, testo=testo, articolo=ARTICOLO, livello=Livello.AVVISO)
        for codice, testo in avvisi
    )


@dataclass(frozen=True, slots=True)
class _Brano:
    """Words of a piece of text, and the same letters without spaces with the ends of each word."""

    parole: tuple[str, ...]
    unito: str
    inizi: frozenset[int]
    fini: frozenset[int]

    @classmethod
    def di(cls, parole: list[str]) -> _Brano:
        inizi, fini, posto = [], [], 0
        for parola in parole:
            inizi.append(posto)
            posto += len(parola)
            fini.append(posto)
        return cls(tuple(parole), "".join(parole), frozenset(inizi), frozenset(fini))

    def contiene(self, cercato: str, *, anche_dentro: bool = False) -> bool:
        """The same letters from the start of a word to the end of one, whatever is between them."""
        posto = self.unito.find(cercato)
        while posto >= 0:
            if anche_dentro or (posto in self.inizi and posto + len(cercato) in self.fini):
                return True
            posto = self.unito.find(cercato, posto + 1)
        return False


def _pezzi(testo: str, frasi_ammesse: Iterable[str]) -> Iterator[list[str]]:
    """The words of the text, cut where an allowed phrase stood."""
    pezzi = [_parole(A_CAPO.sub("", testo))]
    for frase in sorted(frasi_ammesse, key=len, reverse=True):
        parole = _parole(frase)
        if parole:
            pezzi = [resto for pezzo in pezzi for resto in _taglia(pezzo, parole)]
    return iter(pezzi)


def _parole(testo: str) -> list[str]:
    """An elided article is a word of its own: what follows it is seen from its first letter."""
    return normalizza(APOSTROFI.sub(" ", testo)).split()


def _taglia(parole: list[str], frase: list[str]) -> Iterator[list[str]]:
    inizio, posto, lunghezza = 0, 0, len(frase)
    while posto + lunghezza <= len(parole):
        if parole[posto : posto + lunghezza] == frase:
            yield parole[inizio:posto]
            inizio = posto = posto + lunghezza
        else:
            posto += 1
    yield parole[inizio:]


def _unito(testo: str) -> str:
    return "".join(normalizza(testo).split())


def _nomi(brani: list[_Brano], testo: str, nomi: Iterable[str]) -> Iterator[Trovato]:
    for nome in nomi:
        lettere = _unito(nome)
        if len(lettere) <= 2:  # «Li» is a surname and a pronoun: only with its capital
            trovato = bool(lettere) and bool(re.search(rf"\b{re.escape(nome.strip().title())}\b", testo))
            trovato = trovato or (bool(lettere) and nome.strip().upper() in testo.split())
        else:
            trovato = any(brano.contiene(lettere) for brano in brani)
        if trovato:
            yield Trovato(genere=Genere.NOME, dove=nome)


def _codici(brani: list[_Brano], codici: Iterable[str]) -> Iterator[Trovato]:
    """The whole code, its first letters, and the code of anybody else."""
    for brano in brani:
        for codice in codici:
            lettere = _unito(codice)
            intero = brano.contiene(lettere, anche_dentro=True)
            if lettere and (intero or brano.contiene(lettere[:PREFISSO_CODICE])):
                yield Trovato(genere=Genere.CODICE, dove=codice)
        altri = {trovato.group() for trovato in CODICE_FISCALE.finditer(brano.unito)}
        altri |= {parola for parola in brano.parole if CON_OMOCODIA.fullmatch(parola)}
        for altro in sorted(altri):
            yield Trovato(genere=Genere.CODICE, dove=altro.upper())


def _indirizzi(brani: list[_Brano], indirizzi: Iterable[str]) -> Iterator[Trovato]:
    for indirizzo in indirizzi:
        parole = [p for p in normalizza(indirizzo).split() if p not in TOPONIMI | DI_LEGAME]
        while parole and parole[-1].isdigit():
            parole.pop()
        strada = "".join(parole)
        if len(strada) > 2 and any(brano.contiene(strada) for brano in brani):
            yield Trovato(genere=Genere.INDIRIZZO, dove=indirizzo)


def _recapiti(brani: list[_Brano], recapiti: Iterable[str]) -> Iterator[Trovato]:
    for recapito in recapiti:
        lettere = _unito(recapito)
        if len(lettere) >= CIFRE_TELEFONO and any(b.contiene(lettere, anche_dentro=True) for b in brani):
            yield Trovato(genere=Genere.RECAPITO, dove=recapito)


def _nascite(brani: list[_Brano], nascite: Iterable[date]) -> Iterator[Trovato]:
    for nascita in nascite:
        forme = (
            f"{nascita:%d %m %Y}",
            f"{nascita.day} {nascita.month} {nascita.year}",
            f"{nascita:%Y %m %d}",
            f"{nascita.day} {MESI[nascita.month - 1]} {nascita.year}",
        )
        if any(brano.contiene(_unito(forma)) for brano in brani for forma in forme):
            yield Trovato(genere=Genere.NASCITA, dove=f"{nascita:%d/%m/%Y}")


def _importi(testo: str, importi: set[Decimal]) -> Iterator[Trovato]:
    """The same amount, however thousands and cents are written. Zero says nothing of anybody."""
    presenti = {_numero(trovato.group()) for trovato in IMPORTO.finditer(testo)}
    for importo in sorted(importi & presenti - {Decimal(0)}):
        yield Trovato(genere=Genere.ISEE, dove=f"{importo:.2f}")


def _numero(testo: str) -> Decimal:
    """1.234,50 · 1 234,5 · 1234.50: a dot with three digits after it separates the thousands."""
    pulito = re.sub(r"[ \u00a0']", "", testo)
    if "," in pulito or re.fullmatch(r"\d{1,3}(\.\d{3})+", pulito):
        pulito = pulito.replace(".", "").replace(",", ".")
    return Decimal(pulito)


def _salute(brani: list[_Brano], riservate: tuple[str, ...]) -> Iterator[Trovato]:
    """A word is seen as it begins («oncolog»), as it ends («-patia») or whole («sla.»)."""
    finali = tuple(normalizza(p[1:]) for p in riservate if p.startswith("-"))
    intere = [normalizza(p[:-1]) for p in riservate if p.endswith(".")]
    radici = tuple(normalizza(p) for p in riservate if not p.startswith("-") and not p.endswith("."))
    for brano in brani:
        for parola in brano.parole:
            if parola.startswith(radici) or parola.endswith(finali):
                yield Trovato(genere=Genere.SALUTE, dove=parola)
        for parola in intere:
            if brano.contiene(parola):  # also «S.L.A.»
                yield Trovato(genere=Genere.SALUTE, dove=parola)
