"""A table as a spreadsheet: amounts are numbers, and whatever is written nothing is ever run as a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

LUNGHEZZA = 32_000
IN_EURO = "#,##0.00"
_PERICOLOSE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NON_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def come_xlsx(titolo: str, righe: Iterable[Sequence[str | Decimal]]) -> bytes:
    from openpyxl import Workbook  # slow to load: only for who writes a sheet

    libro = Workbook(write_only=True)
    foglio = libro.create_sheet(titolo[:31])
    for riga in righe:
        foglio.append([_cella(foglio, valore) for valore in riga])
    scritto = io.BytesIO()
    libro.save(scritto)
    return scritto.getvalue()


def _cella(foglio: Any, testo: str | Decimal) -> Any:
    """An amount, or always a text cell: openpyxl would make a formula of what begins with "="."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(testo, Decimal):
        cella = WriteOnlyCell(foglio, value=testo)  # type: ignore[arg-type]  # the stubs do not know Decimal
        cella.number_format = IN_EURO
        return cella
    pulito = _NON_IN_XML.sub("\ufffd", testo)[:LUNGHEZZA]
    cella = WriteOnlyCell(foglio, value=pulito)
    cella.data_type = "s"
    cella.quotePrefix = pulito.startswith(_PERICOLOSE)
    return cella
