"""What was understood of a row: plain values, before rows are compared with each other."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cases.rules.elenco.celle import piega

DATI = "dati"
VUOTA = "vuota"
FUORI_TABELLA = "fuori_tabella"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rilievo:
    """One thing to say about a row: a code of `motivi`, the field and the member it is about."""

    codice: str
    campo: str = ""
    componente: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaLetta:
    """A member as read. `componente` is 0 when the row is one person."""

    riga: int
    componente: int
    tipo_codice: str
    codice: str
    cognome: str
    nome: str
    data_nascita: datetime.date | None
    sesso: str
    luogo_nascita: str
    cittadinanza: str
    titolo_soggiorno: str
    scadenza_titolo: datetime.date | None
    relazione: str
    ruolo: str
    motivo_esclusione: str
    attivabile: str
    percorso: str
    telefono: str
    email: str

    @property
    def chiave(self) -> tuple[str, ...]:
        """Who this is inside one application: the code, or name and birth."""
        if self.codice:
            return (self.codice,)
        return (piega(self.cognome), piega(self.nome), str(self.data_nascita))


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiNucleo:
    """Values of the household as one row writes them; empty ones are taken from the other rows."""

    data_domanda: datetime.date | None = None
    data_pad: datetime.date | None = None
    data_trasmissione: datetime.date | None = None
    isee: Decimal | None = None
    comune: str = ""
    tipo_isee: str = ""
    dsu: str = ""
    indirizzo: str = ""
    telefono: str = ""
    email: str = ""
    periodo: str = ""
    note: str = ""
    n_componenti: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaLetta:
    """A row as read. With `errori` it stays out until it is corrected."""

    numero: int
    tipo: str = DATI
    domanda: str = ""
    nucleo: DatiNucleo = field(default_factory=DatiNucleo)
    persone: tuple[PersonaLetta, ...] = ()
    errori: tuple[Rilievo, ...] = ()
    avvisi: tuple[Rilievo, ...] = ()
    errori_componenti: tuple[Rilievo, ...] = ()
    impronta: tuple[Any, ...] = ()
    impronta_piegata: tuple[Any, ...] = ()

    @property
    def buona(self) -> bool:
        return self.tipo == DATI and not self.errori

    @property
    def chiave(self) -> tuple[str, ...]:
        """Rows with the same key speak of the same member (or of the same household)."""
        di_persona = len(self.persone) == 1 and self.persone[0].componente == 0
        return (self.domanda, *(self.persone[0].chiave if di_persona else ()))
