"""The closed list of what a column may hold, read from campi.yaml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

OBBLIGATORI = ("domanda", "cognome", "nome")
DATE = ("data_nascita", "data_domanda", "data_pad", "data_trasmissione", "scadenza_titolo")
TESTI_LIBERI = (
    "indirizzo",
    "note",
    "luogo_nascita",
    "cittadinanza",
    "titolo_soggiorno",
    "motivo_esclusione",
    "relazione",
    "periodo",
    "tipo_isee",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Campo:
    codice: str
    etichetta: str
    livello: str
    massimo: int
    sinonimi: tuple[str, ...]


@cache
def campi() -> dict[str, Campo]:
    """Every field by code, in the order in which the page proposes them."""
    lette = yaml.load(
        (Path(__file__).parent / "campi.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return {
        codice: Campo(
            codice=codice,
            etichetta=voce["etichetta"],
            livello=voce["livello"],
            massimo=voce.get("massimo", 0),
            sinonimi=tuple(str(s) for s in voce["sinonimi"]),
        )
        for codice, voce in lette.items()
    }


def campi_della_persona() -> tuple[Campo, ...]:
    return tuple(c for c in campi().values() if c.livello == "persona")


def etichetta_di(campo: str) -> str:
    """`componente_2.cognome` is "Cognome (componente 2)"."""
    gruppo, _, resto = campo.rpartition(".")
    voce = campi().get(resto)
    nome = voce.etichetta if voce else resto
    return f"{nome} (componente {gruppo.removeprefix('componente_')})" if gruppo else nome
