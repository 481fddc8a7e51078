"""What in a series of reads deserves a question. Pure: takes reads, returns anomalies; it accuses nobody."""

import datetime
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

ROMA = ZoneInfo("Europe/Rome")
CASI_IN_UN_ORA = 30
NOTTE_DALLE = 22
NOTTE_ALLE = 6
UN_ORA = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetturaVista:
    """The little that the rules need of a read."""

    utente_id: int
    quando: datetime.datetime
    caso_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomalia:
    regola: str
    utente_id: int
    quando: datetime.datetime
    perche: str
    caso_id: int | None = None


def troppi_casi(letture: Iterable[LetturaVista], *, soglia: int = CASI_IN_UN_ORA) -> list[Anomalia]:
    """More than `soglia` different cases in sixty minutes; one anomaly for each stretch above it."""
    return [
        anomalia
        for utente_id, serie in _per_utente(letture).items()
        for anomalia in _tratti_fitti(utente_id, serie, soglia)
    ]


def di_notte(
    letture: Iterable[LetturaVista], *, dalle: int = NOTTE_DALLE, alle: int = NOTTE_ALLE
) -> list[Anomalia]:
    """Reads between `dalle` and `alle` in Rome; one anomaly for each person and night."""
    notti: dict[tuple[int, datetime.date], list[datetime.datetime]] = defaultdict(list)
    for lettura in letture:
        ora = lettura.quando.astimezone(ROMA)
        if ora.hour >= dalle or ora.hour < alle:
            sera = ora.date() if ora.hour >= dalle else ora.date() - datetime.timedelta(days=1)
            notti[lettura.utente_id, sera].append(lettura.quando)
    return [
        Anomalia(
            regola="di_notte",
            utente_id=utente_id,
            quando=min(quando),
            perche=f"{_volte(len(quando))} nella notte del {sera:%d/%m/%Y}, fra le {dalle} e le {alle}",
        )
        for (utente_id, sera), quando in notti.items()
    ]


def stesso_cognome(
    letture: Iterable[LetturaVista],
    *,
    cognomi_operatori: Mapping[int, str],
    cognomi_dei_casi: Mapping[int, frozenset[str]],
) -> list[Anomalia]:
    """A case with a person who has the surname of the reader; one anomaly for each reader and case."""
    visti: dict[tuple[int, int], LetturaVista] = {}
    for lettura in letture:
        if lettura.caso_id is None:
            continue
        cognome = _semplice(cognomi_operatori.get(lettura.utente_id, ""))
        if cognome and cognome in {_semplice(c) for c in cognomi_dei_casi.get(lettura.caso_id, frozenset())}:
            visti.setdefault((lettura.utente_id, lettura.caso_id), lettura)
    return [
        Anomalia(
            regola="stesso_cognome",
            utente_id=lettura.utente_id,
            quando=lettura.quando,
            caso_id=lettura.caso_id,
            perche=f"Nel caso {lettura.caso_id} c'è una persona con il suo stesso cognome",
        )
        for lettura in visti.values()
    ]


def _tratti_fitti(utente_id: int, serie: list[LetturaVista], soglia: int) -> Iterator[Anomalia]:
    finestra: deque[LetturaVista] = deque()
    conta: dict[int | None, int] = defaultdict(int)
    gia_detto = False
    for lettura in serie:
        finestra.append(lettura)
        conta[lettura.caso_id] += 1
        while lettura.quando - finestra[0].quando >= UN_ORA:
            vecchia = finestra.popleft()
            conta[vecchia.caso_id] -= 1
            if not conta[vecchia.caso_id]:
                del conta[vecchia.caso_id]
        sopra = len(conta) > soglia
        if sopra and not gia_detto:
            yield Anomalia(
                regola="troppi_casi",
                utente_id=utente_id,
                quando=lettura.quando,
                perche=f"Più di {soglia} casi diversi aperti in un'ora",
            )
        gia_detto = sopra


def _per_utente(letture: Iterable[LetturaVista]) -> dict[int, list[LetturaVista]]:
    """Only reads of cases, by person, in order of time."""
    serie: dict[int, list[LetturaVista]] = defaultdict(list)
    for lettura in sorted(letture, key=lambda voce: voce.quando):
        if lettura.caso_id is not None:
            serie[lettura.utente_id].append(lettura)
    return serie


def _semplice(cognome: str) -> str:
    scomposto = unicodedata.normalize("NFKD", cognome.casefold())
    return "".join(carattere for carattere in scomposto if carattere.isalnum())


def _volte(numero: int) -> str:
    return "Una lettura" if numero == 1 else f"{numero} letture"
