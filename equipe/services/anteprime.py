"""What each invited person of another body would read, before anybody is convened."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.models import CasoAdi
from equipe.models import MembroEquipe
from equipe.services.convocazioni import Convocazione


@dataclass(frozen=True, slots=True, kw_only=True)
class EstrattoInvitato:
    """`persone` are names or initials, as that function reads them; `motivo` is empty when it does not read it.

    `compito`: what is asked of the function; `bisogni`: the answers of the analysis that it would read.
    """

    membro: MembroEquipe
    motivo: str
    persone: tuple[str, ...]
    compito: str = ""
    bisogni: tuple[str, ...] = ()


Anteprima = Callable[[CasoAdi, Convocazione], list[EstrattoInvitato]]
_anteprime: list[Anteprima] = []


def registra_anteprima(funzione: Anteprima) -> None:
    """The floor that opens the extracts says what they will hold."""
    _anteprime.append(funzione)


def estratti_degli_invitati(caso: CasoAdi, dati: Convocazione) -> list[EstrattoInvitato]:
    return [estratto for funzione in _anteprime for estratto in funzione(caso, dati)]
