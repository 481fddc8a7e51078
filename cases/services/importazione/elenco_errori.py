"""What did not enter, as a file to send back: the original columns, the outcome and what to do.

Cells that a spreadsheet would run (= + - @ tab, also full-width) are written as text.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from cases.enums import EsitoRiga
from cases.models import Importazione, RigaImportazione
from cases.rules.elenco.celle import testo_di
from cases.rules.elenco.motivi import frase_di, titolo_di
from cases.services.importazione.righe import celle_attuali

DA_SEGNALARE = (EsitoRiga.RIFIUTATA, EsitoRiga.AVVISO, EsitoRiga.DUPLICATA)
_PERICOLOSE = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")
_NON_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def come_xlsx(importazione: Importazione) -> bytes:
    from openpyxl import Workbook  # slow to load: only for who writes a sheet

    libro = Workbook(write_only=True)
    foglio = libro.create_sheet("Righe da rivedere")
    for valori in _righe(importazione):
        foglio.append([_cella(foglio, v) for v in valori])
    scritto = io.BytesIO()
    libro.save(scritto)
    return scritto.getvalue()


def come_csv(importazione: Importazione) -> bytes:
    """UTF-8 with BOM and semicolons, as the Italian spreadsheets expect."""
    scritto = io.StringIO(newline="")
    penna = csv.writer(scritto, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for valori in _righe(importazione):
        penna.writerow(["'" + v if v.startswith(_PERICOLOSE) else v for v in valori])
    return scritto.getvalue().encode("utf-8-sig")


def _righe(importazione: Importazione) -> Iterator[list[str]]:
    intestazioni = importazione.formato["intestazioni"]
    yield ["Riga", *(_pulito(i) for i in intestazioni), "Esito", "Motivo", "Che cosa fare"]
    for riga in importazione.righe.filter(esito__in=DA_SEGNALARE).order_by("numero").iterator(1_000):
        yield [str(riga.numero), *_celle(riga, len(intestazioni)), *_perche(riga)]


def _celle(riga: RigaImportazione, quante: int) -> list[str]:
    celle = [_pulito(testo_di(c)) for c in celle_attuali(riga)[:quante]]
    return celle + [""] * (quante - len(celle))


def _perche(riga: RigaImportazione) -> list[str]:
    codici = list(dict.fromkeys(m["codice"] for m in riga.motivi))
    return [
        EsitoRiga(riga.esito).label,
        "; ".join(titolo_di(c) for c in codici),
        " ".join(frase_di(c) for c in codici),
    ]


def _pulito(testo: str) -> str:
    return _NON_IN_XML.sub("\ufffd", testo)


def _cella(foglio: Any, testo: str) -> Any:
    """Always a text cell: openpyxl would make a formula of what begins with "="."""
    from openpyxl.cell import WriteOnlyCell

    cella = WriteOnlyCell(foglio, value=testo[:32_000])
    cella.data_type = "s"
    cella.quotePrefix = testo.startswith(_PERICOLOSE)
    return cella
