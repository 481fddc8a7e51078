"""CSV as offices make it: UTF-8 or Windows-1252 (or UTF-16), any separator, line breaks inside cells."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from charset_normalizer import from_bytes

from cases.rules.elenco.celle import Cella
from cases.services.importazione.lettura.tabella import FileNonLeggibile, Tabella

SEPARATORI = (";", ",", "\t", "|")
_CAMPIONE = 65_536


def apri_csv(percorso: Path) -> Tabella:
    codifica = _riconosci_codifica(percorso)
    separatore = _riconosci_separatore(percorso, codifica)

    return Tabella(
        tipo="csv",
        apri=partial(righe_csv, percorso, codifica, separatore),
        codifica=codifica,
        separatore=separatore,
    )


def righe_csv(percorso: Path, codifica: str, separatore: str) -> Iterator[list[Cella]]:
    with percorso.open(encoding=codifica, newline="") as testo:
        try:
            for celle in csv.reader(testo, delimiter=separatore):
                yield list(celle)
        except csv.Error as errore:
            raise FileNonLeggibile(
                "Una cella del file è troppo lunga o una virgoletta non è chiusa: riapri il file "
                "con il foglio di calcolo e salvalo di nuovo."
            ) from errore


def _riconosci_codifica(percorso: Path) -> str:
    with percorso.open("rb") as grezzo:
        inizio = grezzo.read(4)
    if inizio.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _verifica(percorso, "utf-16")
    for codifica in ("utf-8-sig", "cp1252"):
        try:
            return _verifica(percorso, codifica)
        except FileNonLeggibile:
            continue
    with percorso.open("rb") as grezzo:
        migliore = from_bytes(grezzo.read(_CAMPIONE)).best()
    if migliore is None:
        raise FileNonLeggibile(_NON_E_TESTO)
    return _verifica(percorso, migliore.encoding)


_NON_E_TESTO = (
    "Il file non è un testo CSV leggibile: salvalo dal foglio di calcolo come CSV UTF-8 o come XLSX."
)


def _verifica(percorso: Path, codifica: str) -> str:
    """The whole file can be decoded, line by line, and does not look like a binary one."""
    nulli = caratteri = 0
    try:
        with percorso.open(encoding=codifica, newline="") as testo:
            while pezzo := testo.read(_CAMPIONE):
                nulli += pezzo.count("\x00")
                caratteri += len(pezzo)
    except (UnicodeError, LookupError) as errore:
        raise FileNonLeggibile(_NON_E_TESTO) from errore
    if nulli * 50 > caratteri:
        raise FileNonLeggibile(_NON_E_TESTO)
    return codifica


def _riconosci_separatore(percorso: Path, codifica: str) -> str:
    """The separator that cuts the first records into the same number of columns most often."""
    with percorso.open(encoding=codifica, newline="") as testo:
        campione = testo.read(_CAMPIONE)
    return max(SEPARATORI, key=lambda s: _regolarita(campione, s))


def _regolarita(campione: str, separatore: str) -> tuple[int, int]:
    try:
        larghezze = Counter(
            len(celle)
            for celle in islice(csv.reader(io.StringIO(campione, newline=""), delimiter=separatore), 40)
        )
    except csv.Error:
        return (0, 0)
    colonne, volte = max(larghezze.items(), key=lambda v: (v[0] > 1, v[1], v[0]), default=(0, 0))
    return (volte if colonne > 1 else 0, colonne)
