"""A measure of the local regulation as the rules read it: frozen values, each with the article it rests on.

Amounts are in euro, durations in months. Who writes the file is the Ambito; `lettura_misura` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

Valori = Mapping[str, Any]


class TipoFatto(StrEnum):
    """How a fact is written: each has its control in the form and its JSON form in the request."""

    BOOL = "bool"
    DATA = "data"
    IMPORTO = "importo"
    INTERO = "intero"
    SCELTA = "scelta"
    SCELTE = "scelte"
    DATE = "date"
    RIGHE = "righe"
    TESTO = "testo"


class Origine(StrEnum):
    """Where a fact comes from: only those of the operator belong in the form of the istruttoria."""

    OPERATORE = "operatore"
    RICHIESTA = "richiesta"
    PAI = "pai"
    DOCUMENTI = "documenti"
    DECISIONE = "decisione"


class Fase(StrEnum):
    """By when a document is needed."""

    DOMANDA = "domanda"
    DECISIONE = "decisione"
    PAGAMENTO = "pagamento"


@dataclass(frozen=True, slots=True, kw_only=True)
class FattoRichiesto:
    """A fact that the measure needs. `campi` are the columns of a fact written in rows."""

    codice: str
    etichetta: str
    tipo: TipoFatto
    articolo: str
    origine: Origine = Origine.OPERATORE
    scelte: Mapping[str, str] = field(default_factory=dict)
    aiuto: str = ""
    campi: tuple[FattoRichiesto, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condizione:
    """Facts that must have one of these values, all together; without facts it always holds."""

    fatti: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentoRichiesto:
    """`codice` of the catalogue of documents; due when the condition holds, by the phase."""

    codice: str
    nome: str
    articolo: str
    fase: Fase = Fase.DOMANDA
    quando: Condizione = field(default_factory=Condizione)
    per: str = "tutti"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisito:
    """One rule: its kind (code in `requisiti`), its parameters and the article of each of its reasons.

    `superabile` is the article that softens it («di norma»): a second person may go past it, saying why.
    """

    codice: str
    tipo: str
    testo: str
    articolo: str
    articoli: Mapping[str, str] = field(default_factory=dict)
    parametri: Valori = field(default_factory=dict)
    quando: Condizione = field(default_factory=Condizione)
    salvo: tuple[str, ...] = ()
    superabile: str = ""

    def articolo_di(self, motivo: str) -> str:
        return self.articoli.get(motivo, self.articolo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposizione:
    """A sentence of the regulation that is shown but not computed, or that is checked elsewhere."""

    testo: str
    articolo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voce:
    """An expense, a goods class or a beneficiary that the measure names."""

    codice: str
    nome: str
    articolo: str
    nota: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limite:
    """A cap or a duration as the page shows it; the check is made by the requirement of that code."""

    nome: str
    articolo: str
    valore: Decimal | None = None
    unita: str = "euro"
    nota: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progetto:
    """Whether the help lives inside a personal project, and for how long at most."""

    richiesto: bool
    nome: str
    articolo: str
    mesi_massimi: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Termini:
    """Days to conclude: of the regulation, or of the dated setting that replaces its silence."""

    articolo: str
    giorni: int | None = None
    parametro: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RilevanzaAdi:
    """Whether the sums count in the income for AdI: `modi_esclusi` do not, being goods or documented costs."""

    rilevante: bool
    articolo: str
    modi_esclusi: tuple[str, ...] = ()
    da_confermare: bool = True

    def per_modo(self, modo: str) -> bool:
        return self.rilevante and modo not in self.modi_esclusi


@dataclass(frozen=True, slots=True, kw_only=True)
class Siuss:
    """Code of the benefit table; empty until the Ambito writes it."""

    codice: str
    nota: str

    @property
    def da_configurare(self) -> bool:
        return not self.codice


@dataclass(frozen=True, slots=True, kw_only=True)
class Pubblicazione:
    """When the act is published and whether the person is left out (D.Lgs. 33/2013 artt. 26-27)."""

    soglia: str
    omissis: bool
    articolo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deroga:
    """A concession outside the rules: who proposes, who decides, what it obliges the office to."""

    articolo: str
    adempimento: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regolamento:
    codice: str
    titolo: str
    ente: str
    atto: str
    valido_dal: date
    valido_al: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MisuraLetta:
    """All that a file says about one measure, checked."""

    codice: str
    nome: str
    descrizione: str
    articolo: str
    regolamento: Regolamento
    corsia: str
    destinatari: tuple[Disposizione, ...]
    requisiti: tuple[Requisito, ...]
    fatti: tuple[FattoRichiesto, ...]
    documenti: tuple[DocumentoRichiesto, ...]
    modi: tuple[Voce, ...]
    spese: tuple[Voce, ...]
    beni: tuple[Voce, ...]
    limiti: tuple[Limite, ...]
    progetto: Progetto
    termini: Termini
    adi: RilevanzaAdi
    siuss: Siuss
    pubblicazione: Pubblicazione
    deroga: Deroga | None = None
    note: tuple[Disposizione, ...] = ()

    @property
    def urgente(self) -> bool:
        return self.corsia == "urgente"

    @property
    def fatti_da_chiedere(self) -> tuple[FattoRichiesto, ...]:
        """Facts that a person writes in the istruttoria; the others come from the rest of the file."""
        return tuple(fatto for fatto in self.fatti if fatto.origine is Origine.OPERATORE)

    def fatto(self, codice: str) -> FattoRichiesto | None:
        return next((fatto for fatto in self.fatti if fatto.codice == codice), None)

    def requisito(self, codice: str) -> Requisito | None:
        return next((requisito for requisito in self.requisiti if requisito.codice == codice), None)
