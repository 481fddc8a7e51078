"""What moves the deadlines of a case, and what a deadline is. Values only: nothing here decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from adi_platform.norme.loader import Norme, norme_nazionali
from cases.rules.termini_adi import calcola_termine_adi
from cases.rules.valori_termini import Evento, FattiAdi, Regola, TermineAdi, TipoEvento

INCONTRI = (TipoEvento.INCONTRO, TipoEvento.PRESENTAZIONE_SPONTANEA)
Riga = dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incontro:
    """A meeting that took place. `registrato_il`: day of the entry in GePI, if any."""

    il: date
    registrato_il: date | None = None
    chiave: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SenzaEffetto:
    """A first meeting that took place and does not stop the term: in which way, and why not."""

    il: date
    modo: str
    testo: str
    riferimento: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fissato:
    """An appointment without an outcome yet."""

    chiave: str
    titolo: str
    il: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Membro:
    persona_id: int
    nome: str
    nato_il: date | None = None
    escluso_fino_al: date | None = None
    prova_entro: date | None = None
    titolo_scade_il: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Isee:
    tipo: str
    etichetta: str
    scade_il: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodo:
    """A period of benefit; months as their first day."""

    numero: int
    rinnovo: bool
    primo_mese: date
    ultimo_mese: date
    data_domanda: date | None = None
    data_pad: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FattiDelCaso:
    """Everything that moves a deadline of the case, known on the day `al`, and nothing else.

    `adi` False: the household came to the counter, no clock of the Assegno di Inclusione runs.
    """

    al: date
    adi: bool = True
    data_domanda: date | None = None
    data_pad: date | None = None
    data_trasmissione: date | None = None
    escluso_monitoraggio: bool = False
    tutti_attivabili: bool = False
    eventi: tuple[Evento, ...] = ()
    incontri: tuple[Incontro, ...] = ()
    senza_effetto: tuple[SenzaEffetto, ...] = ()
    fissati: tuple[Fissato, ...] = ()
    membri: tuple[Membro, ...] = ()
    isee: tuple[Isee, ...] = ()
    periodi: tuple[Periodo, ...] = ()
    norme: Norme = field(default_factory=norme_nazionali)

    def calcola(self, regola: Regola, *, iniziale: date | None = None) -> TermineAdi:
        fatti = FattiAdi(
            data_domanda=self.data_domanda,
            data_pad=self.data_pad,
            data_trasmissione=self.data_trasmissione,
            iniziale=iniziale,
            eventi=self.eventi,
            attivabile=self.tutti_attivabili,
        )
        return calcola_termine_adi(regola, fatti, al=self.al, norme=self.norme)

    def primo(self, *tipi: TipoEvento) -> date | None:
        return min((e.giorno for e in self.eventi if e.tipo in tipi), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attesa:
    """A deadline as it must be now. `adempiuta_il` empty: still open.

    `effetto` and `ragioni` are what the rules propose on the day of the question: shown, never stored.
    """

    tipo: str
    chiave: str
    titolo: str
    entro: date
    decorre_dal: date | None = None
    perche: str = ""
    passi: tuple[Riga, ...] = ()
    effetto: str = ""
    ragioni: tuple[Riga, ...] = ()
    adempiuta_il: date | None = None
    persona_id: int | None = None
    in_attesa_di: str = ""

    @property
    def stato(self) -> str:
        """Code of StatoScadenza."""
        return "adempiuta" if self.adempiuta_il else "aperta"


def riga_di_un_giorno(giorno: date, testo: str, riferimento: str) -> Riga:
    """One row of explanation about one day."""
    return {
        "dal": giorno.isoformat(),
        "al": giorno.isoformat(),
        "che_cosa": testo,
        "giorni_contati": "",
        "riferimento": riferimento,
    }
