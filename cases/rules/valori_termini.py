"""Words and values of the AdI clocks: what goes in, what comes out. Nothing here decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from adi_platform.calendario.mesi import Mese
from adi_platform.errori import DominioError
from adi_platform.norme.valori import Valore
from adi_platform.termini.spiegazione import Riga


class DatoMancante(DominioError):
    """A clock cannot start without that date."""


class Regola(StrEnum):
    """The clocks of the AdI, by the number they have in the fact sheet of the office."""

    PRIMO_INCONTRO = "D1"
    CONVOCAZIONE = "D2"
    FIRMA_PAIS = "D3"
    REGISTRAZIONE = "D4"
    AGGIORNAMENTO = "D5"
    PATTO_SERVIZIO = "D6"
    AGGIORNAMENTO_CPI = "D7"
    RINNOVO = "D8"
    SEGUITO_RINNOVO = "D9"
    VERIFICA_ANAGRAFICA = "D10"
    SEGNALAZIONE = "D11"
    COM_ESTESO = "D12"
    AVVIO_LAVORO = "D13"
    NUOVA_DSU = "D14"
    SCUOLA = "SCUOLA_7"
    PUC_INIZIO = "PUC_INIZIO"
    PUC_FINE = "PUC_FINE"
    PUC_TRIMESTRE = "PUC_TRIMESTRE"
    RIAMMISSIONE = "RIAMMISSIONE_6M"


class TipoEvento(StrEnum):
    INCONTRO = "incontro"
    PRESENTAZIONE_SPONTANEA = "presentazione_spontanea"
    APPUNTAMENTO_MANCATO = "appuntamento_mancato"
    GIUSTIFICATO_MOTIVO = "giustificato_motivo"
    ASSENZA_INGIUSTIFICATA = "assenza_ingiustificata"
    REGISTRAZIONE = "registrazione"
    REGISTRAZIONE_INIZIALE = "registrazione_iniziale"
    SCADENZA_120 = "scadenza_120"
    CONVOCAZIONE_INVIATA = "convocazione_inviata"
    ESCLUSO_MONITORAGGIO = "escluso_monitoraggio"
    RISPOSTA = "risposta"
    PAIS_SOTTOSCRITTO = "pais_sottoscritto"
    PSP_SOTTOSCRITTO = "psp_sottoscritto"
    AGGIORNAMENTO_CPI = "aggiornamento_cpi"
    SEGNALAZIONE_INVIATA = "segnalazione_inviata"
    COMUNICAZIONE = "comunicazione"
    REGOLARIZZAZIONE = "regolarizzazione"
    PAGAMENTO = "pagamento"


class Stato(StrEnum):
    IN_CORSO = "in_corso"
    ADEMPIUTO = "adempiuto"
    ADEMPIUTO_IN_RITARDO = "adempiuto_in_ritardo"
    SCADUTO = "scaduto"
    NON_DOVUTO = "non_dovuto"
    REGISTRATO = "registrato"
    IN_ATTESA = "in_attesa"
    DOMANDA_AMMESSA = "domanda_ammessa"


class Effetto(StrEnum):
    """What the office may PROPOSE, or what INPS is expected to do. A person always decides."""

    NESSUNO = "nessuno"
    SOSPENSIONE = "sospensione"
    RIATTIVAZIONE = "riattivazione"
    SEGNALAZIONE_DECADENZA = "segnalazione_decadenza"
    ASSENZA_DA_VALUTARE = "assenza_da_valutare"
    AVVISO_INTERNO = "avviso_interno"
    RESPONSABILITA_PERSONALE = "responsabilita_personale"
    NUOVA_DOMANDA_POSSIBILE = "nuova_domanda_possibile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evento:
    """Something that happened, on its legal day in Rome."""

    tipo: TipoEvento
    giorno: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FattiAdi:
    """What the office knows. `iniziale` is the starting event of every clock but D1."""

    data_domanda: date | None = None
    data_pad: date | None = None
    data_trasmissione: date | None = None
    iniziale: date | None = None
    eventi: tuple[Evento, ...] = ()
    monitoraggio: bool = False
    attivabile: bool = False
    nucleo_invariato: bool = True

    def noti_al(self, al: date) -> FattiAdi:
        """Only what had already happened on that day, in order of date."""
        noti = sorted((e for e in self.eventi if e.giorno <= al), key=lambda e: e.giorno)
        return replace(self, eventi=tuple(noti))

    def giorni_di(self, *tipi: TipoEvento) -> tuple[date, ...]:
        return tuple(evento.giorno for evento in self.eventi if evento.tipo in tipi)

    def ultimo(self, *tipi: TipoEvento) -> date | None:
        return max(self.giorni_di(*tipi), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passo:
    """One step of the reasoning, in plain Italian, with the norm it rests on."""

    testo: str
    riferimento: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermineAdi:
    """A clock read on a date. `righe` are the days one by one; `parametri` the legal values used."""

    regola: Regola
    stato: Stato
    passi: tuple[Passo, ...]
    effetto: Effetto | None = None
    giorno_iniziale: date | None = None
    scadenza: date | None = None
    giorni_residui: int | None = None
    decorrenza_effetto: date | None = None
    mese_pagamento: Mese | None = None
    mesi_arretrati: int | None = None
    scadenza_successiva: date | None = None
    avvisi: tuple[date, ...] = ()
    righe: tuple[Riga, ...] = ()
    parametri: tuple[Valore, ...] = ()


def richiesto(giorno: date | None, nome: str) -> date:
    if giorno is None:
        raise DatoMancante(f"Manca {nome}: senza questa data il termine non si può calcolare.")
    return giorno


def in_cifre(giorno: date) -> str:
    return f"{giorno:%d/%m/%Y}"
