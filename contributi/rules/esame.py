"""What a kind of requirement is, what it looks at and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from adi_platform.norme.esito import Livello
from contributi.rules.fatti import Fatti
from contributi.rules.letture_misura import Letture
from contributi.rules.misura import MisuraLetta, Requisito, Valori

FATTO_MANCANTE = "FATTO_MANCANTE"


class TipoCampo(StrEnum):
    """How a parameter of a requirement is written in the file."""

    IMPORTO = "importo"
    INTERO = "intero"
    TESTO = "testo"
    TESTI = "elenco di testi"
    LIVELLO = "livello"
    FATTO = "fatto"
    FATTI = "elenco di fatti"
    SI_NO = "true o false"
    FASCE = "fasce"
    CONDIZIONI = "condizioni"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campo:
    tipo: TipoCampo
    obbligatorio: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Riscontro:
    """One answer: without `motivo` the requirement is met."""

    fatto: str
    spiegazione: str
    motivo: str = ""
    livello: Livello = Livello.AMMISSIBILE
    prova: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Esame:
    """The answers of a requirement and the limits that follow from it."""

    riscontri: tuple[Riscontro, ...]
    importo_massimo: Decimal | None = None
    durata_massima: int | None = None
    primo_giorno_utile: date | None = None
    posti_massimi: int | None = None
    adempimenti: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contesto:
    """What a kind may look at: its requirement, the facts, the day, the readings."""

    misura: MisuraLetta
    requisito: Requisito
    fatti: Fatti
    al: date
    letture: Letture

    @property
    def parametri(self) -> Valori:
        return self.requisito.parametri

    def in_regola(self, spiegazione: str, *fatti: str) -> Riscontro:
        return Riscontro(fatto=self._scritti(fatti), spiegazione=spiegazione, prova=self._prove(fatti))

    def motivo(
        self, codice: str, spiegazione: str, *fatti: str, livello: Livello = Livello.NON_AMMISSIBILE
    ) -> Riscontro:
        return Riscontro(
            fatto=self._scritti(fatti),
            spiegazione=spiegazione,
            motivo=codice,
            livello=livello,
            prova=self._prove(fatti),
        )

    def manca(self, *codici: str) -> Riscontro:
        """The facts are not there: they are asked, never guessed."""
        scritti = ", ".join(self.fatti.etichetta(codice) for codice in codici)
        return self.motivo(
            FATTO_MANCANTE,
            f"Manca un'informazione: {scritti}.",
            *codici,
            livello=Livello.DA_INTEGRARE,
        )

    def _scritti(self, fatti: tuple[str, ...]) -> str:
        return "; ".join(f"{self.fatti.etichetta(f)}: {self.fatti.scritto(f)}" for f in fatti)

    def _prove(self, fatti: tuple[str, ...]) -> str:
        return ", ".join(dict.fromkeys(prova for f in fatti if (prova := self.fatti.prova(f))))


@dataclass(frozen=True, slots=True, kw_only=True)
class TipoRequisito:
    """A kind: the parameters that the file must give, the facts it reads, the reasons it may give.

    `facoltativi` are read if the file declares them; `fatti_da` names those that depend on the parameters.
    """

    descrizione: str
    valuta: Callable[[Contesto], Esame]
    campi: Mapping[str, Campo] = field(default_factory=dict)
    fatti: tuple[str, ...] = ()
    facoltativi: tuple[str, ...] = ()
    motivi: tuple[str, ...] = ()
    fatti_da: Callable[[Valori], tuple[str, ...]] = lambda _: ()


def solo(*riscontri: Riscontro) -> Esame:
    return Esame(riscontri=riscontri)
