"""Who may open a document: upper floors register one rule for each kind of thing documents are about.

    documenti.accesso.registra_regola("cases.caso", funzione)   # funzione(perimetro, documento) -> bool

A kind without a rule is closed to everybody.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from adi_platform.organizzazione.perimetro import Perimetro

if TYPE_CHECKING:
    from adi_platform.documenti.models import Documento

Regola = Callable[[Perimetro, "Documento"], bool]
_REGOLE: dict[str, Regola] = {}


def registra_regola(oggetto_tipo: str, regola: Regola) -> None:
    _REGOLE[oggetto_tipo] = regola


def puo_aprire(perimetro: Perimetro, documento: "Documento") -> bool:
    """False outside the person's Ambiti and for kinds without a rule."""
    if documento.ambito_id not in perimetro.ambiti:
        return False
    regola = _REGOLE.get(documento.oggetto_tipo)
    return regola is not None and regola(perimetro, documento)
