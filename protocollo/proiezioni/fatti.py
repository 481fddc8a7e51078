"""What may be read of a person before choosing what to show: never an address, never a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FattiPersona:
    """A member of the household. `comune` and `recapiti` are already empty for a protected person."""

    persona_id: int
    nome: str
    cognome: str
    codice: str = ""
    nato_il: date | None = None
    comune: str = ""
    recapiti: tuple[str, ...] = ()
    attivabile: bool | None = None
    tenuto: bool = False
    volontario: bool = False
    escluso: bool = False
    escluso_fino_al: date | None = None
    pad_individuale_il: date | None = None
    inviato_cpi_il: date | None = None
    psp_il: date | None = None

    @property
    def nome_intero(self) -> str:
        return f"{self.nome} {self.cognome}"

    @property
    def iniziali(self) -> str:
        return f"{self.nome[:1]}. {self.cognome[:1]}."


@dataclass(frozen=True, slots=True, kw_only=True)
class FattiCondivisi:
    """The persons of a grant and who answers for them in the social service."""

    persone: tuple[FattiPersona, ...]
    riferimento: str
    recapiti_ufficio: tuple[str, ...] = ()
    ore: str = ""
    competenze: str = ""
    fino_al: date | None = None
    con_iniziali: bool = False
