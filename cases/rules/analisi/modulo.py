"""The questions of the Analisi preliminare as a value, read from a code table (YAML or database).

Source of the areas: D.Lgs. 147/2017 art. 5 c. 2. The ministerial item lists (DM 72/2024) are not available:
the content is a code table that an Ambito may replace, never code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NUCLEO = "nucleo"
ADULTO = "componente_adulto"
MINORE = "minore"
AREA_ESITO = "AP.ESITO"
SI_NO = (("SI", "Sì"), ("NO", "No"))


class ModuloNonValido(ValueError):
    """The code table is wrong; `errori` says where, in Italian."""

    def __init__(self, errori: Sequence[str]) -> None:
        super().__init__("; ".join(errori))
        self.errori = tuple(errori)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opzione:
    codice: str
    etichetta: str
    lettura: str = "neutra"


@dataclass(frozen=True, slots=True, kw_only=True)
class Orientamento:
    """`se` empty: any answer points to the outcome."""

    esito: str
    se: tuple[str, ...]
    perche: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voce:
    codice: str
    domanda: str
    soggetto: str
    tipo: str
    sensibilita: str
    segnala: str
    aiuto: str = ""
    riservata: bool = False
    obbligatoria: bool = False
    opzioni: tuple[Opzione, ...] = ()
    orienta: tuple[Orientamento, ...] = ()
    mostra_se: tuple[str, tuple[str, ...]] | None = None
    minimo: int | None = None
    massimo: int | None = None
    etichetta_minimo: str = ""
    etichetta_massimo: str = ""

    @property
    def multipla(self) -> bool:
        return self.tipo == "scelta_multipla"

    def etichetta_di(self, codice: str) -> str:
        return next((o.etichetta for o in self.opzioni if o.codice == codice), codice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    codice: str
    nome: str
    minuti: int
    voci: tuple[Voce, ...]

    def voci_per(self, soggetto: str) -> tuple[Voce, ...]:
        return tuple(v for v in self.voci if v.soggetto == soggetto)


@dataclass(frozen=True, slots=True, kw_only=True)
class EsitoPossibile:
    codice: str
    nome: str
    si_applica_a: tuple[str, ...]
    che_cosa_segue: str
    non_insieme_per_nucleo: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Modulo:
    versione: str
    aree: tuple[Area, ...]
    esito: Area
    esiti: tuple[EsitoPossibile, ...]
    regole_esito: tuple[str, ...]
    chi_legge: Mapping[str, str]

    def area(self, codice: str) -> Area | None:
        return next((a for a in (*self.aree, self.esito) if a.codice == codice), None)

    def voci(self) -> Iterator[Voce]:
        for area in (*self.aree, self.esito):
            yield from area.voci


def leggi_modulo(contenuto: Mapping[str, Any]) -> Modulo:
    """Build the form from its code table. Raises ModuloNonValido listing every mistake."""
    errori: list[str] = []
    sensibilita = {r["codice"]: r["chi_legge"] for r in contenuto.get("sensibilita", ())}
    esterne = {"esito.esiti": _opzioni(contenuto.get("esito", {}).get("esiti", ()), nome="nome")}
    gruppi = [*contenuto.get("aree", ())]
    gruppi += [contenuto[k] for k in ("servizi_gia_attivi", "obblighi_ed_esoneri") if k in contenuto]
    aree = tuple(_area(g, esterne, errori) for g in gruppi)
    esito = _area(contenuto.get("esito", {"codice": AREA_ESITO, "nome": "Esito"}), esterne, errori)
    modulo = Modulo(
        versione=str(contenuto.get("versione", "")),
        aree=aree,
        esito=esito,
        esiti=tuple(_esito(e) for e in contenuto.get("esito", {}).get("esiti", ())),
        regole_esito=tuple(contenuto.get("esito", {}).get("regole", ())),
        chi_legge=sensibilita,
    )
    errori += _incoerenze(modulo)
    if errori:
        raise ModuloNonValido(errori)
    return modulo


def _area(gruppo: Mapping[str, Any], esterne: Mapping[str, Any], errori: list[str]) -> Area:
    voci = []
    for riga in gruppo.get("voci", ()):
        try:
            voci.append(_voce(riga, esterne))
        except (KeyError, TypeError) as errore:
            errori.append(f"{riga.get('codice', '?')}: manca o non si legge {errore}")
    return Area(
        codice=gruppo["codice"], nome=gruppo["nome"], minuti=int(gruppo.get("minuti", 0)), voci=tuple(voci)
    )


def _voce(riga: Mapping[str, Any], esterne: Mapping[str, Any]) -> Voce:
    scala = riga.get("scala", {})
    mostra = riga.get("mostra_se")
    opzioni = esterne.get(riga.get("opzioni_da", ""), _opzioni(riga.get("opzioni", ())))
    if riga["tipo"] == "si_no":
        opzioni = tuple(Opzione(codice=c, etichetta=e) for c, e in SI_NO)
    return Voce(
        codice=riga["codice"],
        domanda=riga["domanda"],
        soggetto=riga["soggetto"],
        tipo=riga["tipo"],
        sensibilita=riga["sensibilita"],
        segnala=riga.get("segnala", "contesto"),
        aiuto=riga.get("aiuto", ""),
        riservata=bool(riga.get("riservata", False)),
        obbligatoria=bool(riga.get("obbligatoria", False)),
        opzioni=opzioni,
        orienta=tuple(
            Orientamento(esito=o["esito"], se=tuple(str(s) for s in o.get("se", ())), perche=o["perche"])
            for o in riga.get("orienta", ())
        ),
        mostra_se=(mostra["voce"], tuple(mostra["valori"])) if mostra else None,
        minimo=scala.get("minimo"),
        massimo=scala.get("massimo"),
        etichetta_minimo=scala.get("etichetta_minimo", ""),
        etichetta_massimo=scala.get("etichetta_massimo", ""),
    )


def _opzioni(righe: Sequence[Mapping[str, Any]], nome: str = "etichetta") -> tuple[Opzione, ...]:
    return tuple(
        Opzione(codice=str(r["codice"]), etichetta=r[nome], lettura=r.get("lettura", "neutra")) for r in righe
    )


def _esito(riga: Mapping[str, Any]) -> EsitoPossibile:
    return EsitoPossibile(
        codice=riga["codice"],
        nome=riga["nome"],
        si_applica_a=tuple(riga.get("si_applica_a", ())),
        che_cosa_segue=riga.get("che_cosa_segue", ""),
        non_insieme_per_nucleo=tuple(riga.get("non_insieme_per_nucleo", ())),
    )


def _incoerenze(modulo: Modulo) -> list[str]:
    """Codes used twice, or that point nowhere."""
    errori: list[str] = []
    visti: set[str] = set()
    esiti = {e.codice for e in modulo.esiti}
    codici = {v.codice for v in modulo.voci()}
    for voce in modulo.voci():
        if voce.codice in visti:
            errori.append(f"{voce.codice}: codice ripetuto")
        visti.add(voce.codice)
        if voce.soggetto not in (NUCLEO, ADULTO, MINORE):
            errori.append(f"{voce.codice}: soggetto «{voce.soggetto}» sconosciuto")
        if voce.sensibilita not in modulo.chi_legge:
            errori.append(f"{voce.codice}: sensibilità «{voce.sensibilita}» sconosciuta")
        if voce.mostra_se and voce.mostra_se[0] not in codici:
            errori.append(f"{voce.codice}: dipende da una voce che non c'è")
        errori += [
            f"{voce.codice}: esito «{o.esito}» sconosciuto" for o in voce.orienta if o.esito not in esiti
        ]
    return errori
