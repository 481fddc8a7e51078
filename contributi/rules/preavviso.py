"""Notice before a refusal (L. 241/1990 art. 10-bis): receipt, time for observations, pause of the term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from adi_platform.calendario.giorni import Calendario
from adi_platform.norme.loader import Norme
from adi_platform.termini.sospensioni import Sospensione
from contributi.rules.letture_termine import InizioPausa, LettureTermine, PausaPreavviso, Tardive


class Osservazioni(StrEnum):
    ASSENTI = "assenti"
    TEMPESTIVE = "tempestive"
    TARDIVE = "tardive"


class Canale(StrEnum):
    PEC = "PEC"
    RACCOMANDATA = "raccomandata"
    ATTO_GIUDIZIARIO = "atto_giudiziario"
    MANO = "mano"
    APP = "app"


def giorni_giacenza(canale: str, *, al: date, norme: Norme) -> int | None:
    """A7: days after which what waits at the post office counts as received, if the channel has any."""
    if canale not in {Canale.RACCOMANDATA, Canale.ATTO_GIUDIZIARIO}:
        return None
    return norme.valore(f"procedimento.a7_giacenza_{canale}_giorni", al=al).intero


@dataclass(frozen=True, slots=True, kw_only=True)
class Preavviso:
    """What is known of one notice. A7: the proof of receipt depends on the channel.

    `giorni_giacenza` counts from the notice of storage: see the function with the same name.
    """

    inviato: date
    canale: str = ""
    consegnato: date | None = None
    avviso_giacenza: date | None = None
    giorni_giacenza: int | None = None
    osservazioni: date | None = None

    @property
    def ricevuto(self) -> date | None:
        """Delivery or, if earlier, storage completed (which never moves for holidays)."""
        possibili = [] if self.consegnato is None else [self.consegnato]
        if self.avviso_giacenza is not None and self.giorni_giacenza is not None:
            possibili.append(self.avviso_giacenza + timedelta(days=self.giorni_giacenza))
        return min(possibili, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EsitoPreavviso:
    """`ricevuto` None: no proof of receipt yet, the other dates suppose it arrives today."""

    preavviso: Preavviso
    ricevuto: date | None
    scadenza_osservazioni: date
    osservazioni: Osservazioni
    da_valutare: bool | None
    pausa: Sospensione

    def in_attesa(self, al: date) -> bool:
        return self.osservazioni is Osservazioni.ASSENTI and al <= self.scadenza_osservazioni


def esamina_preavviso(
    preavviso: Preavviso, *, al: date, letture: LettureTermine, calendario: Calendario
) -> EsitoPreavviso:
    """Only observations that arrived by `al` count."""
    ricevuto = preavviso.ricevuto
    presunto = max(preavviso.inviato, al if ricevuto is None else ricevuto)
    decimo = presunto + timedelta(days=letture.osservazioni_giorni)
    limite = calendario.primo_lavorativo(decimo) if letture.cittadino_slitta else decimo
    arrivate = preavviso.osservazioni
    if arrivate is not None and arrivate > al:
        arrivate = None
    stato = _stato(arrivate, limite)
    return EsitoPreavviso(
        preavviso=preavviso,
        ricevuto=ricevuto,
        scadenza_osservazioni=limite,
        osservazioni=stato,
        da_valutare=_da_valutare(stato, letture),
        pausa=_pausa(preavviso, presunto, _fine(stato, arrivate, decimo, limite, letture), letture),
    )


def _stato(arrivate: date | None, limite: date) -> Osservazioni:
    if arrivate is None:
        return Osservazioni.ASSENTI
    return Osservazioni.TEMPESTIVE if arrivate <= limite else Osservazioni.TARDIVE


def _da_valutare(stato: Osservazioni, letture: LettureTermine) -> bool | None:
    if stato is Osservazioni.ASSENTI:
        return None
    return stato is Osservazioni.TEMPESTIVE or letture.tardive is Tardive.VALUTA


def _fine(
    stato: Osservazioni, arrivate: date | None, decimo: date, limite: date, letture: LettureTermine
) -> date:
    """Last day of the pause. Late observations do not lengthen it."""
    tempestive = arrivate if stato is Osservazioni.TEMPESTIVE else None
    if letture.preavviso is PausaPreavviso.REGOLAMENTO:
        return min(decimo, tempestive or decimo)
    return tempestive + timedelta(days=letture.ripresa_giorni) if tempestive else limite


def _pausa(preavviso: Preavviso, ricevuto: date, fine: date, letture: LettureTermine) -> Sospensione:
    inizio = preavviso.inviato if letture.inizio_pausa is InizioPausa.INVIO else ricevuto
    nazionale = letture.preavviso is PausaPreavviso.NAZIONALE
    return Sospensione(
        evento=inizio,
        fine=max(inizio, fine),
        causa=f"preavviso di rigetto inviato il {preavviso.inviato:%d/%m/%Y}",
        riferimento="L. 241/1990 art. 10-bis" if nazionale else "Regolamento art. 18, massimo 10 giorni",
    )
