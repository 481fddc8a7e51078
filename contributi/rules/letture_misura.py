"""The readings of the measures: where the regulation is ambiguous or silent the Ambito chooses, with a date.

A13, A15, A17, A18 (dominio 7.3) and the others met while writing the worked cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from adi_platform.norme.errori import ParametroSenzaValore
from adi_platform.norme.loader import Norme
from adi_platform.norme.valori import Valore


class Urgenza(StrEnum):
    """A17."""

    ORDINARIA = "ordinaria"
    ISEE_DOPO = "isee_dopo"
    ISEE_NON_RICHIESTO = "isee_non_richiesto"


class RifiutoParenti(StrEnum):
    """A18."""

    AVVISA = "avvisa"
    BLOCCA = "blocca"


class Pertinenza(StrEnum):
    """A second appurtenance of the home."""

    PRECLUDE = "preclude"
    AVVISA = "avvisa"


class Oltre65(StrEnum):
    """«oltre i 65 anni»: from the 66th birthday, or from the day after the 65th."""

    DAL_66 = "dal_66"
    GIORNO_DOPO = "dal_giorno_dopo_65"


class Compleanno29(StrEnum):
    """In a common year, who was born on 29 February."""

    PRIMO_MARZO = "01-03"
    VENTOTTO_FEBBRAIO = "28-02"


class Arrotondamento(StrEnum):
    """The 10 % of the employees of a host."""

    DIFETTO = "difetto"
    ECCESSO = "eccesso"


class PostiRia(StrEnum):
    """Whether the free ordinary places of a host can be used for RIA trainees."""

    SEPARATI = "separati"
    CUMULABILI = "cumulabili"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letture:
    """One value for each reading. `parametri` are the dated values they come from."""

    rinnovi_massimi: int = 1
    tipi_isee: tuple[str, ...] = ("ordinario", "minorenni", "corrente")
    urgenza: Urgenza = Urgenza.ISEE_DOPO
    rifiuto_parenti: RifiutoParenti = RifiutoParenti.AVVISA
    pertinenza: Pertinenza = Pertinenza.PRECLUDE
    oltre_65: Oltre65 = Oltre65.DAL_66
    compleanno_29: Compleanno29 = Compleanno29.PRIMO_MARZO
    arrotondamento: Arrotondamento = Arrotondamento.DIFETTO
    posti_ria: PostiRia = PostiRia.SEPARATI
    massimo_senza_tutoraggio: Decimal | None = None
    fondo_emergenza_fino: date | None = None
    parametri: tuple[Valore, ...] = ()

    @classmethod
    def da_norme(cls, norme: Norme, *, al: date) -> Self:
        """The readings in force for the Ambito on the date of the request."""
        valori = {nome: norme.valore(f"contributi.{nome}", al=al) for nome in _OBBLIGATORI}
        facoltativi = {nome: _se_c_e(norme, nome, al) for nome in _FACOLTATIVI}
        massimo, fondo = (facoltativi[nome] for nome in _FACOLTATIVI)
        return cls(
            rinnovi_massimi=valori["a13_rinnovi_massimi"].intero,
            tipi_isee=valori["a15_tipi_isee"].elenco,
            urgenza=Urgenza(valori["a17_urgenza"].testo),
            rifiuto_parenti=RifiutoParenti(valori["a18_rifiuto_parenti"].testo),
            pertinenza=Pertinenza(valori["pertinenza_ulteriore"].testo),
            oltre_65=Oltre65(valori["oltre_65"].testo),
            compleanno_29=Compleanno29(valori["compleanno_29_febbraio"].testo),
            arrotondamento=Arrotondamento(valori["arrotondamento_ospitante"].testo),
            posti_ria=PostiRia(valori["posti_ria"].testo),
            massimo_senza_tutoraggio=massimo.decimale if massimo else None,
            fondo_emergenza_fino=fondo.data if fondo else None,
            parametri=tuple(valore for valore in (*valori.values(), massimo, fondo) if valore),
        )

    def come_dati(self) -> dict[str, Any]:
        """The readings without their sources, to be frozen with the decision."""
        dati = {campo: valore for campo, valore in asdict(self).items() if campo != "parametri"}
        return {campo: _json(valore) for campo, valore in dati.items()}

    @classmethod
    def da_dati(cls, dati: Mapping[str, Any]) -> Self:
        """The readings frozen with a decision; what was not frozen takes its usual value."""
        letti = {campo: leggi(dati[campo]) for campo, leggi in _LETTORI.items() if campo in dati}
        return cls(**letti)


_OBBLIGATORI = (
    "a13_rinnovi_massimi",
    "a15_tipi_isee",
    "a17_urgenza",
    "a18_rifiuto_parenti",
    "pertinenza_ulteriore",
    "oltre_65",
    "compleanno_29_febbraio",
    "arrotondamento_ospitante",
    "posti_ria",
)
_FACOLTATIVI = ("ria_massimo_senza_tutoraggio", "fondo_emergenza_fino_al")

_LETTORI: Mapping[str, Any] = {
    "rinnovi_massimi": int,
    "tipi_isee": tuple,
    "urgenza": Urgenza,
    "rifiuto_parenti": RifiutoParenti,
    "pertinenza": Pertinenza,
    "oltre_65": Oltre65,
    "compleanno_29": Compleanno29,
    "arrotondamento": Arrotondamento,
    "posti_ria": PostiRia,
    "massimo_senza_tutoraggio": lambda valore: None if valore is None else Decimal(str(valore)),
    "fondo_emergenza_fino": lambda valore: None if valore is None else date.fromisoformat(str(valore)),
}


def _se_c_e(norme: Norme, nome: str, al: date) -> Valore | None:
    try:
        return norme.valore(f"contributi.{nome}", al=al)
    except ParametroSenzaValore:
        return None


def _json(valore: Any) -> Any:
    if isinstance(valore, tuple):
        return list(valore)
    return str(valore) if isinstance(valore, Decimal | date | StrEnum) else valore
