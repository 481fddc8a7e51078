"""Open a file by what it contains, not by its name."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cases.rules.elenco.celle import Cella
from cases.services.importazione.lettura.file_csv import apri_csv, righe_csv
from cases.services.importazione.lettura.tabella import FileNonLeggibile, Tabella, con_intestazione

BYTE_MASSIMI_FILE = 20 * 1024 * 1024


def apri_elenco(percorso: Path) -> Tabella:
    """The table in the file with its headings found, or FileNonLeggibile with what to do."""
    dimensione = percorso.stat().st_size
    if dimensione == 0:
        raise FileNonLeggibile("Il file è vuoto: scegli l'elenco esportato, con la riga delle intestazioni.")
    if dimensione > BYTE_MASSIMI_FILE:
        raise FileNonLeggibile("Il file supera 20 MB: tieni solo il foglio con l'elenco, oppure dividilo.")
    # Not above: openpyxl is slow to load, and every process reads this module.
    from cases.services.importazione.lettura.file_xlsx import apri_xlsx, sembra_xlsx

    with percorso.open("rb") as grezzo:
        inizio = grezzo.read(8)
    return con_intestazione(apri_xlsx(percorso) if sembra_xlsx(inizio) else apri_csv(percorso))


def riapri_elenco(percorso: Path, formato: Mapping[str, Any]) -> Tabella:
    """The same table again, from what was recognised the first time."""
    codifica, separatore, foglio = formato["codifica"], formato["separatore"], formato["foglio"]

    def apri() -> Iterator[list[Cella]]:
        if formato["tipo"] == "xlsx":
            from cases.services.importazione.lettura.file_xlsx import righe_xlsx

            return righe_xlsx(percorso, foglio)
        return righe_csv(percorso, codifica, separatore)

    return Tabella(
        tipo=formato["tipo"],
        apri=apri,
        codifica=codifica,
        separatore=separatore,
        foglio=foglio,
        riga_intestazione=formato["riga_intestazione"],
        intestazioni=tuple(formato["intestazioni"]),
    )
