"""Real measures for the tests of this app: both regulations of the program, in force."""

from adi_platform.organizzazione.models import Ambito
from contributi.models import Misura
from contributi.popolamento.misure import carica_regolamenti
from contributi.services.misure import CARTELLA
from tests.people import Cast

UTDA = CARTELLA / "utda.yaml"
VENETO = CARTELLA / "veneto.yaml"


def carica_tutto(cast: Cast, *, ambito: Ambito | None = None) -> None:
    carica_regolamenti(
        ambito or cast.territorio.ambito, propone=cast.cora_coordina, approva=cast.dario_dirigente
    )


def misura_vera(cast: Cast, codice: str) -> Misura:
    """The version in force of a measure of the shipped regulations."""
    if not Misura.objects.filter(ambito=cast.territorio.ambito, codice=codice).exists():
        carica_tutto(cast)
    return Misura.objects.get(ambito=cast.territorio.ambito, codice=codice, numero=1)


def regolamento_cambiato(vecchio: str, nuovo: str) -> bytes:
    """The Veneto file with one piece of text changed."""
    testo = VENETO.read_text(encoding="utf-8")
    assert vecchio in testo
    return testo.replace(vecchio, nuovo).encode()
