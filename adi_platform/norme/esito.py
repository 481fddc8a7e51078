"""The answer of a rule: never a bare yes or no, always the reasons and the articles they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from adi_platform.norme.valori import Valore


class Livello(StrEnum):
    """How serious a reason is; the outcome of a rule is its most serious reason."""

    NON_AMMISSIBILE = "non_ammissibile"
    DA_INTEGRARE = "da_integrare"
    AVVISO = "avviso"
    AMMISSIBILE = "ammissibile"


GRAVITA = tuple(Livello)


@dataclass(frozen=True, slots=True, kw_only=True)
class Motivo:
    """One reason in plain Italian. `superato`: still listed, but overcome by a derogation."""

    codice: str
    testo: str
    articolo: str
    livello: Livello = Livello.NON_AMMISSIBILE
    superato: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Esito:
    """Reasons and the legal values used; to be stored with the decision."""

    motivi: tuple[Motivo, ...] = ()
    parametri: tuple[Valore, ...] = ()

    @property
    def livello(self) -> Livello:
        attivi = {motivo.livello for motivo in self.motivi if not motivo.superato}
        return next((livello for livello in GRAVITA if livello in attivi), Livello.AMMISSIBILE)

    @property
    def ok(self) -> bool:
        """Nothing forbids it and nothing is missing; warnings do not block."""
        return self.livello in {Livello.AVVISO, Livello.AMMISSIBILE}

    @property
    def articoli(self) -> tuple[str, ...]:
        """Articles in the order of the reasons, each once."""
        return tuple(dict.fromkeys(motivo.articolo for motivo in self.motivi))

    @classmethod
    def unione(cls, esiti: Iterable[Esito]) -> Esito:
        elenco = tuple(esiti)
        parametri = dict.fromkeys(valore for esito in elenco for valore in esito.parametri)
        return cls(
            motivi=tuple(motivo for esito in elenco for motivo in esito.motivi), parametri=tuple(parametri)
        )
