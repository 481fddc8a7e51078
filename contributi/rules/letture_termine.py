"""The readings A1-A9 of the 180-day term: where the regulation is ambiguous the Ambito chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from adi_platform.norme.loader import Norme
from adi_platform.norme.valori import Valore


class Decorrenza(StrEnum):
    """A1."""

    DOMANDA = "domanda"
    PAI = "pai"


class EffettoRinvio(StrEnum):
    """A2."""

    SOSPENDE = "sospende"
    INTERROMPE = "interrompe"


class RinviiContati(StrEnum):
    """A3."""

    PRIMO = "primo"
    TUTTI = "tutti"


class FineRinvio(StrEnum):
    """A4."""

    DOCUMENTI_O_TETTO = "documenti_o_tetto"
    RIPRESA_O_TETTO = "ripresa_o_tetto"
    TETTO = "tetto"


class PausaPreavviso(StrEnum):
    """A5."""

    NAZIONALE = "nazionale"
    REGOLAMENTO = "regolamento"


class InizioPausa(StrEnum):
    """A6."""

    INVIO = "invio"
    RICEVIMENTO = "ricevimento"


class Tardive(StrEnum):
    """A9."""

    VALUTA = "valuta"
    IGNORA = "ignora"


@dataclass(frozen=True, slots=True, kw_only=True)
class LettureTermine:
    """One value for each ambiguity, plus the numbers of the law that go with them."""

    decorrenza: Decorrenza = Decorrenza.DOMANDA
    rinvio: EffettoRinvio = EffettoRinvio.SOSPENDE
    rinvio_tetto_giorni: int = 30
    rinvii: RinviiContati = RinviiContati.PRIMO
    fine_rinvio: FineRinvio = FineRinvio.DOCUMENTI_O_TETTO
    preavviso: PausaPreavviso = PausaPreavviso.NAZIONALE
    inizio_pausa: InizioPausa = InizioPausa.INVIO
    cittadino_slitta: bool = True
    ente_slitta: bool = False
    sabato_festivo: bool = False
    tardive: Tardive = Tardive.VALUTA
    osservazioni_giorni: int = 10
    ripresa_giorni: int = 10
    parametri: tuple[Valore, ...] = ()

    @classmethod
    def da_norme(cls, norme: Norme, *, al: date) -> Self:
        """The readings in force for the Ambito on the date the term starts."""
        valori = {nome: norme.valore(f"procedimento.{nome}", al=al) for nome in _PARAMETRI}
        return cls(
            decorrenza=Decorrenza(valori["a1_decorrenza"].testo),
            rinvio=EffettoRinvio(valori["a2_rinvio"].testo),
            rinvio_tetto_giorni=valori["a2_tetto_giorni"].intero,
            rinvii=RinviiContati(valori["a3_rinvii"].testo),
            fine_rinvio=FineRinvio(valori["a4_fine_rinvio"].testo),
            preavviso=PausaPreavviso(valori["a5_preavviso"].testo),
            inizio_pausa=InizioPausa(valori["a6_inizio_pausa"].testo),
            cittadino_slitta=valori["a8_termine_cittadino"].testo == "slitta",
            ente_slitta=valori["a8_termine_ente"].testo == "slitta",
            sabato_festivo=valori["a8_sabato_festivo"].testo == "si",
            tardive=Tardive(valori["a9_tardive"].testo),
            osservazioni_giorni=valori["preavviso_giorni"].intero,
            ripresa_giorni=valori["preavviso_ripresa_giorni"].intero,
            parametri=tuple(valori.values()),
        )


_PARAMETRI = (
    "a1_decorrenza",
    "a2_rinvio",
    "a2_tetto_giorni",
    "a3_rinvii",
    "a4_fine_rinvio",
    "a5_preavviso",
    "a6_inizio_pausa",
    "a8_termine_cittadino",
    "a8_termine_ente",
    "a8_sabato_festivo",
    "a9_tardive",
    "preavviso_giorni",
    "preavviso_ripresa_giorni",
)
