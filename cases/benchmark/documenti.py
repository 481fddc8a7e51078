"""Documents: the room that prints them measures itself; here it gets its name in the command."""

from collections.abc import Iterator

from adi_platform.documenti.benchmark import misura_pdf

DOCUMENTI = 40


def misura_documenti(quanti: int | None = None) -> Iterator[str]:
    yield from misura_pdf(quanti or DOCUMENTI)
