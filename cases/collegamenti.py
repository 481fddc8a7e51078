"""What this room plugs into the registries when the application starts."""

from cases import fonti
from cases.cronologia import registra_fonte


def collega_caso() -> None:
    """Sources of the timeline of the case."""
    for codice, fonte in (
        ("incontri", fonti.incontri),
        ("convocazioni", fonti.convocazioni),
        ("passaggi", fonti.passaggi),
        ("consegne", fonti.consegne),
        ("obblighi", fonti.obblighi),
        ("note", fonti.note),
    ):
        registra_fonte(codice, fonte)
