"""Items and scale of the Quadro di analisi (code table): who may speak of what, which values exist. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NUCLEO, ADULTO, MINORE = "nucleo", "adulto", "minore"
SOGGETTI = (NUCLEO, ADULTO, MINORE)
LETTURE = ("vulnerabilita", "neutra", "risorsa")
SENSIBILITA = ("ordinario", "minore", "salute", "giudiziario", "violenza")
MASSIMO_PRIORITA = 3
FUNZIONE_RESPONSABILE = "RU.CM"
CAMPI_VOCE = ("codice", "voce", "che_cosa_si_guarda", "chi_puo_parlarne")


@dataclass(frozen=True, slots=True, kw_only=True)
class Livello:
    """A value of the scale; `lettura`: vulnerability, neither, or resource."""

    valore: int
    etichetta: str
    significato: str
    lettura: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceQuadro:
    codice: str
    nome: str
    guarda: str
    fatica: tuple[str, ...]
    forza: tuple[str, ...]
    chi: tuple[str, ...]
    sensibilita: str

    def ne_parla(self, funzioni: Collection[str]) -> bool:
        """True for who leads the case, and for the functions that the table names."""
        return FUNZIONE_RESPONSABILE in funzioni or any(f in self.chi for f in funzioni)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dominio:
    codice: str
    nome: str
    soggetto: str
    descrizione: str
    voci: tuple[VoceQuadro, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FasciaEta:
    """Years of age, both included, and what to look at in them."""

    dagli: int
    agli: int
    etichetta: str
    attenzione: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelloQuadro:
    """One version of the table."""

    versione: str
    livelli: tuple[Livello, ...]
    fuori_scala: Mapping[str, str]
    fonti: Mapping[str, str]
    fasce: tuple[FasciaEta, ...]
    domini: tuple[Dominio, ...]

    @property
    def minimo(self) -> int:
        return self.livelli[0].valore

    @property
    def massimo(self) -> int:
        return self.livelli[-1].valore

    def livello(self, valore: int | None) -> Livello | None:
        return next((livello for livello in self.livelli if livello.valore == valore), None)

    def dominio(self, codice: str) -> Dominio | None:
        return next((d for d in self.domini if d.codice == codice), None)

    def domini_per(self, soggetto: str) -> tuple[Dominio, ...]:
        return tuple(d for d in self.domini if d.soggetto == soggetto)

    def voce(self, codice: str) -> VoceQuadro | None:
        return next((v for d in self.domini for v in d.voci if v.codice == codice), None)

    def fascia(self, anni: int | None) -> FasciaEta | None:
        if anni is None:
            return None
        return next((f for f in self.fasce if f.dagli <= anni <= f.agli), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LenteQuadro:
    """With which eyes a person looks at a Quadro: codes of their functions, classes of items they may read."""

    funzioni: tuple[str, ...]
    leggibili: frozenset[str]
    legge_tutto: bool = False

    def legge(self, voce: VoceQuadro) -> bool:
        return voce.sensibilita in self.leggibili and (self.legge_tutto or voce.ne_parla(self.funzioni))

    def scrive(self, voce: VoceQuadro) -> bool:
        return voce.sensibilita in self.leggibili and voce.ne_parla(self.funzioni)

    @property
    def conduce(self) -> bool:
        return FUNZIONE_RESPONSABILE in self.funzioni


def leggi_quadro(contenuto: Mapping[str, Any]) -> ModelloQuadro:
    """The table of a content file that has no mistakes."""
    livelli = sorted(contenuto["scala"]["livelli"], key=lambda riga: riga["valore"])
    return ModelloQuadro(
        versione=str(contenuto["versione"]),
        livelli=tuple(
            Livello(
                valore=r["valore"],
                etichetta=r["etichetta"],
                significato=r.get("significato", ""),
                lettura=r.get("lettura", "neutra"),
            )
            for r in livelli
        ),
        fuori_scala={r["codice"]: r["etichetta"] for r in contenuto["scala"]["valori_fuori_scala"]},
        fonti={r["codice"]: r["etichetta"] for r in contenuto["fonti"]},
        fasce=tuple(
            FasciaEta(
                dagli=r["dagli_anni"],
                agli=r["agli_anni"],
                etichetta=r["etichetta"],
                attenzione=r["attenzione"],
            )
            for r in contenuto.get("fasce_eta", ())
        ),
        domini=tuple(_dominio(d) for d in contenuto["domini"]),
    )


def _dominio(riga: Mapping[str, Any]) -> Dominio:
    return Dominio(
        codice=riga["codice"],
        nome=riga["nome"],
        soggetto=riga["soggetto"],
        descrizione=riga.get("descrizione", ""),
        voci=tuple(
            VoceQuadro(
                codice=v["codice"],
                nome=v["voce"],
                guarda=v["che_cosa_si_guarda"],
                fatica=tuple(v.get("evidenze_fatica", ())),
                forza=tuple(v.get("evidenze_forza", ())),
                chi=tuple(v["chi_puo_parlarne"]),
                sensibilita=v.get("sensibilita", "ordinario"),
            )
            for v in riga["voci"]
        ),
    )


def errori_quadro(contenuto: Mapping[str, Any], *, funzioni: Collection[str]) -> Iterable[str]:
    """What is wrong in the file, in words for whoever wrote it. `funzioni`: the codes that exist."""
    if not contenuto.get("versione"):
        yield "manca la «versione»"
    yield from _errori_scala(contenuto.get("scala") or {})
    if not contenuto.get("fonti"):
        yield "manca l'elenco «fonti»"
    for fascia in contenuto.get("fasce_eta", []):
        if not isinstance(fascia.get("dagli_anni"), int) or not isinstance(fascia.get("agli_anni"), int):
            yield f"fascia «{fascia.get('codice')}»: mancano «dagli_anni» e «agli_anni»"
    if not contenuto.get("domini"):
        yield "manca l'elenco «domini»"
    visti: set[str] = set()
    for dominio in contenuto.get("domini", []):
        yield from _errori_dominio(dominio, funzioni, visti)


def _errori_scala(scala: Mapping[str, Any]) -> Iterator[str]:
    valori = [livello.get("valore") for livello in scala.get("livelli", [])]
    if len(valori) < 2 or not all(isinstance(v, int) for v in valori):
        yield "scala: servono almeno due livelli con un «valore» intero"
        return
    attesi = list(range(min(valori), max(valori) + 1))
    if sorted(valori) != attesi or (scala.get("minimo"), scala.get("massimo")) != (attesi[0], attesi[-1]):
        yield "scala: i valori vanno da «minimo» a «massimo» senza buchi"
    for livello in scala["livelli"]:
        if not livello.get("etichetta"):
            yield f"scala: il valore {livello['valore']} non ha etichetta"
        if livello.get("lettura") not in LETTURE:
            yield f"scala: la «lettura» del valore {livello['valore']} è una di {', '.join(LETTURE)}"
    if not scala.get("valori_fuori_scala"):
        yield "scala: manca «valori_fuori_scala»"


def _errori_dominio(dominio: Mapping[str, Any], funzioni: Collection[str], visti: set[str]) -> Iterator[str]:
    nome = dominio.get("codice") or "dominio senza codice"
    if dominio.get("soggetto") not in SOGGETTI:
        yield f"{nome}: «soggetto» è uno di {', '.join(SOGGETTI)}"
    if not dominio.get("nome") or not dominio.get("voci"):
        yield f"{nome}: servono «nome» e «voci»"
    for voce in dominio.get("voci", []):
        codice = voce.get("codice") or f"voce di {nome}"
        yield from (f"{codice}: manca «{campo}»" for campo in CAMPI_VOCE if not voce.get(campo))
        if codice in visti:
            yield f"{codice}: il codice è scritto due volte"
        visti.add(codice)
        if voce.get("sensibilita", "ordinario") not in SENSIBILITA:
            yield f"{codice}: «sensibilita» è una di {', '.join(SENSIBILITA)}"
        ignote = [f for f in voce.get("chi_puo_parlarne", []) if f not in funzioni]
        yield from (f"{codice}: la funzione «{f}» non è fra i ruoli" for f in ignote)
